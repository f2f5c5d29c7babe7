// A finding at its box, in the sentence of the rule. A warning asks for its reason once.
import type { Finding } from "@gom/clients/gom/v1/entry_pb";
import { TextBox } from "@gom/web/controls";
import { Mark } from "@gom/web/parts";
import { useSpeech } from "../labels";
import { isError, takesReason } from "./findings";
import type { Desk } from "./desk";
import { useShown } from "./useDesk";

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
        {takesReason(finding) && <Reason desk={desk} finding={finding} />}
      </div>
    </div>
  );
}

function Reason({ desk, finding }: { desk: Desk; finding: Finding }) {
  const { say } = useSpeech();
  const key = `reason:${finding.rule}` as const;
  const [text] = useShown(desk, (now) => [now.text(key, finding.reason)] as const);
  return (
    <TextBox
      className="reason"
      label={say(text === "" ? "form.reason_wanted" : "form.reason")}
      value={text}
      maxLength={500}
      onFocus={() => desk.enter(key, text)}
      onBlur={() => desk.leave(key)}
      onType={(now) => desk.type(key, now, text)}
    />
  );
}
