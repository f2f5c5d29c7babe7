// Two computers entered different things: both side by side, and a person says what shall stand, as a whole or field by
// field. Nothing of either is lost: both stay in the history.
import { useMutation, useQuery } from "@connectrpc/connect-query";
import type { RevisionView, Value } from "@gom/clients/gom/v1/entry_pb";
import { SchoolService } from "@gom/clients/gom/v1/school_pb";
import { Button, TextBox } from "@gom/web/controls";
import { Notice } from "@gom/web/parts";
import { refusalOf } from "@gom/web/refusal";
import { useState } from "react";
import { queryClient } from "../api";
import { useSpeech } from "../labels";
import { useEntryNames } from "../names";
import { isError, stops } from "../form/findings";
import { RefusalNotice } from "../RefusalNotice";
import { RuleFindings } from "../RuleFindings";
import { formatRoute } from "../route";
import { typedText } from "../values";
import { differingFields, valuesOf, versionsToChoose } from "./changes";
import { ShownValue } from "./ItemsOf";
import { useEntry, type EntryOnPage } from "./useEntry";
import { standingLabel, VersionFacts } from "./VersionFacts";

// What a person chose for one field: the version it is taken from, or what they typed.
type Choice = { readonly from: string } | { readonly typed: string };

export function ChoosePage({ form, period }: { form: string; period: string }) {
  const { say } = useSpeech();
  const names = useEntryNames();
  const entry = useEntry(form, period);
  const versions = versionsToChoose(entry.revisions);
  return (
    <>
      <h1>
        {say("choose.title")} <span className="form-period">{names.entry(form, period)}</span>
      </h1>
      {entry.error !== null && entry.error !== undefined && <RefusalNotice refusal={refusalOf(entry.error)} />}
      {entry.pending && <p className="quiet loading">{say("ui.loading")}</p>}
      {!entry.pending && versions.length < 2 && <Notice tone="good">{say("choose.nothing")}</Notice>}
      {versions.length > 1 && <Versions form={form} period={period} entry={entry} versions={versions} />}
      <p className="buttons">
        <a className="button" href={formatRoute({ page: "history", form, period })}>{say("form.history")}</a>
        <a className="button" href="#/">{say("form.to_home")}</a>
      </p>
    </>
  );
}

function Versions({ form, period, entry, versions }: { form: string; period: string; entry: EntryOnPage; versions: readonly RevisionView[] }) {
  const { say, said } = useSpeech();
  const [choices, setChoices] = useState<ReadonlyMap<string, Choice>>(new Map());
  const [reasons, setReasons] = useState<ReadonlyMap<string, string>>(new Map());
  const [author, setAuthor] = useState(localStorage.getItem("gom.author") ?? "");
  const resolve = useMutation(SchoolService.method.resolve, { onSuccess: () => queryClient.invalidateQueries() });
  const differing = differingFields(versions, [...entry.fields.keys()]);
  const simple = differing.filter((code) => !isList(entry, code));
  const choose = (field: string, choice: Choice) => setChoices((all) => new Map(all).set(field, choice));
  const take = (id: string) => resolve.mutate({ form, period, take: id, author });
  const base = versions[0];
  const chosen = simple.every((code) => choices.has(code));
  const typed = [...choices].map(([field, choice]) => ({
    field,
    text: "typed" in choice ? choice.typed : typedText(valueIn(versions, choice.from, field)),
  }));
  const mixed = { form, period, take: base?.id ?? "", typed, reasons: [...reasons].map(([rule, text]) => ({ rule, text })) };
  const preview = useQuery(SchoolService.method.resolve, { ...mixed, preview: true }, { enabled: chosen && choices.size > 0, placeholderData: (before) => before });
  const findings = preview.data?.findings ?? [];
  const open = findings.some((one) => stops(one) && (isError(one) || (reasons.get(one.rule) ?? "").trim() === ""));

  return (
    <>
      <p>{say("choose.how")}</p>
      {resolve.error !== null && <RefusalNotice refusal={refusalOf(resolve.error)} />}
      <div className="sides">
        {versions.map((version, i) => (
          <div className="version" key={version.id}>
            <h2>
              {say(i === 0 ? "choose.left" : "choose.right")} <span className="side-standing">{say(standingLabel(version.standing))}</span>
            </h2>
            <VersionFacts revision={version} fields={entry.fields} />
            <Button className="button" disabled={resolve.isPending} onClick={() => take(version.id)}>
              {say(i === 0 ? "choose.take_left" : "choose.take_right")}
            </Button>
          </div>
        ))}
      </div>
      <div className="wide-table" role="region" tabIndex={0} aria-label={say("choose.title")}>
        <table className="choosing">
          <thead>
            <tr>
              <th scope="col">{say("table.field")}</th>
              {versions.map((version, i) => (
                <th scope="col" key={version.id}>{say(i === 0 ? "choose.left" : "choose.right")}</th>
              ))}
              <th scope="col">{say("choose.other")}</th>
            </tr>
          </thead>
          <tbody>
            {differing.map((code) => {
              const label = said(entry.fields.get(code)?.label) || code;
              return (
                <tr key={code}>
                  <th scope="row">{label}</th>
                  {versions.map((version) => (
                    <td key={version.id}>
                      <Side
                        entry={entry}
                        code={code}
                        label={label}
                        version={version}
                        choice={choices.get(code)}
                        onChoose={(from) => choose(code, { from })}
                      />
                    </td>
                  ))}
                  <td>
                    {!isList(entry, code) && (
                      <Other label={label} choice={choices.get(code)} onType={(typed) => choose(code, { typed })} />
                    )}
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
      {chosen && preview.data !== undefined && (
        <section className="preview" aria-live="polite">
          <p>{say("choose.preview")} {findings.length === 0 && say("choose.preview_fine")}</p>
          <RuleFindings findings={findings} reasons={reasons} onReason={(rule, text) => setReasons((all) => new Map(all).set(rule, text))} />
        </section>
      )}
      {preview.error !== null && <RefusalNotice refusal={refusalOf(preview.error)} />}
      <div className="report-parts">
        <TextBox className="report-part" label={say("form.author")} value={author} onType={setAuthor} maxLength={100} autoComplete="name" />
        <Button className="button button-main" disabled={!chosen || choices.size === 0 || open || resolve.isPending} onClick={() => resolve.mutate({ ...mixed, author })}>
          {say("choose.take_mixed")}
        </Button>
      </div>
    </>
  );
}

function Side(props: { entry: EntryOnPage; code: string; label: string; version: RevisionView; choice: Choice | undefined; onChoose: (from: string) => void }) {
  const { version, code, entry } = props;
  const value = valuesOf(version).get(code);
  const shown = <ShownValue field={entry.fields.get(code)} value={value} />;
  if (isList(entry, code)) return shown;
  const on = props.choice !== undefined && "from" in props.choice && props.choice.from === version.id;
  return (
    <label className={on ? "pick is-on" : "pick"}>
      <input type="radio" name={`pick-${code}`} checked={on} onChange={() => props.onChoose(version.id)} />
      {shown}
    </label>
  );
}

function Other({ label, choice, onType }: { label: string; choice: Choice | undefined; onType: (text: string) => void }) {
  const { say } = useSpeech();
  const text = choice !== undefined && "typed" in choice ? choice.typed : "";
  return (
    <input className="box box-number" aria-label={say("choose.other_of", { field: label })} value={text} onChange={(event) => onType(event.target.value)} />
  );
}

// A list is taken whole, with the version it belongs to: its items have identities of their own.
function isList(entry: EntryOnPage, code: string): boolean {
  return entry.fields.get(code)?.type.case === "items";
}

function valueIn(versions: readonly RevisionView[], id: string, field: string): Value | undefined {
  return valuesOf(versions.find((version) => version.id === id)).get(field);
}
