// A finding at its box, in the sentence of the rule. A warning asks for its reason once.
import type { Finding } from "@gom/clients/gom/v1/entry_pb";
import { Mark } from "@gom/web/parts";
import { Input, Label, TextField } from "react-aria-components";
import { useSpeech } from "../labels";
import { isError } from "./findings";
import type { Desk } from "./useDesk";

export function FindingNotes({ desk, findings }: { desk: Desk; findings: readonly Finding[] }) {
  return (
    <>
      {findings.map((finding, i) => (
        <FindingNote key={`${finding.rule}/${i}`} desk={desk} finding={finding} />
      ))}
    </>
  );
}

function FindingNote({ desk, finding }: { desk: Desk; finding: Finding }) {
  const { said } = useSpeech();
  const error = isError(finding);
  return (
    <div className={error ? "finding finding-bad" : "finding finding-warn"}>
      <Mark tone={error ? "bad" : "warn"} />
      <div>
        <p>{said(finding.message)}</p>
        {!error && <Reason desk={desk} finding={finding} />}
      </div>
    </div>
  );
}

// Rules of the program itself, not of the plan: there is no reason to give for them.
const withoutReason = new Set(["newer_version", "unread"]);

function Reason({ desk, finding }: { desk: Desk; finding: Finding }) {
  const { say } = useSpeech();
  const key = `reason:${finding.rule}` as const;
  if (withoutReason.has(finding.rule)) return null;
  const text = desk.text(key, finding.reason);
  return (
    <TextField
      className="reason"
      value={text}
      maxLength={500}
      onFocus={() => desk.enter(key, text)}
      onBlur={() => desk.leave(key)}
      onChange={(now) => desk.type(key, now, text)}
    >
      <Label>{say(text === "" ? "form.reason_wanted" : "form.reason")}</Label>
      <Input />
    </TextField>
  );
}
