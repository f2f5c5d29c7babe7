// Who made a version, when, on which computer, and what the office said of it.
import type { RevisionView } from "@gom/clients/gom/v1/entry_pb";
import type { Field } from "@gom/clients/gom/v1/plan_pb";
import { useSpeech, type Label } from "../labels";

export function standingLabel(standing: string): Label {
  const known = ["head", "contender", "held", "settled", "same", "waiting"] as const;
  const found = known.find((one) => one === standing);
  return found === undefined ? "word.0" : `standing.${found}`;
}

export function VersionFacts({ revision, fields }: { revision: RevisionView; fields: ReadonlyMap<string, Field> }) {
  const { say, said, moment } = useSpeech();
  const { verdict } = revision;
  const facts = [
    revision.author === "" ? "" : say("history.by", { name: revision.author }),
    say("history.entered", { at: moment(revision.enteredAt * 1000n) }),
    revision.madeHere ? say("history.this_device") : say("history.other_device", { n: revision.device }),
    revision.receivedAt === 0n ? "" : say("history.received", { at: moment(revision.receivedAt) }),
    revision.hubIndex === 0n ? "" : say("history.record", { n: String(revision.hubIndex) }),
  ];
  return (
    <>
      <p className="quiet facts">{facts.filter((fact) => fact !== "").join(" · ")}</p>
      {revision.note !== "" && <p className="version-note">{say("history.note", { note: revision.note })}</p>}
      {revision.evidence.length > 0 && (
        <p className="quiet">
          {say("history.evidence", { n: revision.evidence.length, names: revision.evidence.map(({ name }) => name || say("evidence.unnamed")).join(", ") })}
        </p>
      )}
      {revision.heldReason !== undefined && <p className="finding-bad">{say("form.held", { reason: said(revision.heldReason) })}</p>}
      {verdict !== undefined && (
        <div className={verdict.accepted ? "verdict verdict-good" : "verdict verdict-warn"}>
          <p>
            {say(verdict.accepted ? "history.accepted" : "history.returned", { at: moment(verdict.at), by: verdict.operator })}
            {verdict.reason !== "" && ` ${verdict.reason}`}
          </p>
          {verdict.fields.length > 0 && (
            <ul>
              {verdict.fields.map((one) => (
                <li key={one.field}>
                  {said(fields.get(one.field)?.label) || one.field}: {one.reason}
                </li>
              ))}
            </ul>
          )}
        </div>
      )}
    </>
  );
}
