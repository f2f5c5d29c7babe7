// Every version of an entry, newest first: who, when, on which computer, what changed, and what the office said.
import type { RevisionView } from "@gom/clients/gom/v1/entry_pb";
import { refusalOf } from "@gom/web/refusal";
import { useSpeech } from "../labels";
import { useEntryNames } from "../names";
import { RefusalNotice } from "../RefusalNotice";
import { formatRoute } from "../route";
import { WordChip } from "../words";
import { changesBetween, versionsToChoose } from "./changes";
import { ShownValue } from "./ItemsOf";
import { useEntry, type EntryOnPage } from "./useEntry";
import { standingLabel, VersionFacts } from "./VersionFacts";

export function HistoryPage({ form, period }: { form: string; period: string }) {
  const { say } = useSpeech();
  const names = useEntryNames();
  const entry = useEntry(form, period);
  const conflict = versionsToChoose(entry.revisions).length > 1;
  return (
    <>
      <h1>
        {say("history.title")} <span className="form-period">{names.entry(form, period)}</span>
      </h1>
      <p className="buttons">
        <a className="button" href={formatRoute({ page: "form", form, period })}>{say("history.to_form")}</a>
        {conflict && <a className="button button-main" href={formatRoute({ page: "choose", form, period })}>{say("form.to_choose")}</a>}
      </p>
      {entry.error !== null && entry.error !== undefined && <RefusalNotice refusal={refusalOf(entry.error)} />}
      {entry.pending && <p className="quiet loading">{say("ui.loading")}</p>}
      <ol className="versions">
        {[...entry.revisions].reverse().map((revision) => (
          <Version key={revision.id || revision.hubIndex.toString()} revision={revision} entry={entry} />
        ))}
      </ol>
    </>
  );
}

function Version({ revision, entry }: { revision: RevisionView; entry: EntryOnPage }) {
  const { say, said } = useSpeech();
  const parent = entry.revisions.find((one) => one.id !== "" && revision.parents.includes(one.id));
  const changes = changesBetween(parent, revision, [...entry.fields.keys()]);
  return (
    <li className="version">
      <div className="version-head">
        <WordChip word={revision.word} />
        <strong>{say(standingLabel(revision.standing))}</strong>
        <code className="quiet">{revision.id}</code>
      </div>
      <VersionFacts revision={revision} fields={entry.fields} />
      <details>
        <summary>
          {parent === undefined ? say("history.first", { n: changes.length }) : say("history.changed", { n: changes.length, id: parent.id })}
        </summary>
        <table className="changes">
          <thead>
            <tr>
              <th scope="col">{say("table.field")}</th>
              {parent !== undefined && <th scope="col">{say("history.before")}</th>}
              <th scope="col">{say(parent === undefined ? "table.value" : "history.after")}</th>
            </tr>
          </thead>
          <tbody>
            {changes.map((change) => {
              const field = entry.fields.get(change.field);
              return (
                <tr key={change.field}>
                  <th scope="row">{said(field?.label) || change.field}</th>
                  {parent !== undefined && <td><ShownValue field={field} value={change.before} /></td>}
                  <td><ShownValue field={field} value={change.after} /></td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </details>
    </li>
  );
}
