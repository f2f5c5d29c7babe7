// What the rules say of something that is about to be kept; one reason serves every warning of a rule.
import type { Finding } from "@gom/clients/gom/v1/entry_pb";
import { TextBox } from "@gom/web/controls";
import { Mark } from "@gom/web/parts";
import { isError, takesReason } from "./form/findings";
import { useSpeech } from "./labels";

interface RuleFindingsProps {
  readonly findings: readonly Finding[];
  // By rule.
  readonly reasons: ReadonlyMap<string, string>;
  readonly onReason: (rule: string, text: string) => void;
}

export function RuleFindings({ findings, reasons, onReason }: RuleFindingsProps) {
  const { say, said } = useSpeech();
  const asked = new Set<string>();
  return (
    <>
      {findings.map((finding, i) => {
        const error = isError(finding);
        const first = takesReason(finding) && !asked.has(finding.rule);
        asked.add(finding.rule);
        return (
          <div key={i} className={error ? "finding finding-bad" : "finding finding-warn"}>
            <Mark tone={error ? "bad" : "warn"} />
            <div>
              <p>{said(finding.message)}</p>
              {first && (
                <TextBox
                  className="reason"
                  label={say("form.reason_wanted")}
                  rows={1}
                  value={reasons.get(finding.rule) ?? finding.reason}
                  maxLength={500}
                  onType={(text) => onReason(finding.rule, text)}
                />
              )}
            </div>
          </div>
        );
      })}
    </>
  );
}
