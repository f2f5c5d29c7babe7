// That this computer's clock is wrong: nothing stops for it, but somebody should set it.
import type { AgentStatus } from "@gom/clients/gom/v1/school_pb";
import { Notice } from "@gom/web/parts";
import { useSpeech } from "../labels";
import { clockFault, spanOf } from "./clock";

export function ClockNotice({ status }: { status: AgentStatus }) {
  const { say } = useSpeech();
  const fault = clockFault(status, new Date());
  if (fault === undefined) return null;
  if (fault.is === "set-back") return <Notice tone="warn">{say("clock.set_back")} {say("clock.all_the_same")}</Notice>;
  const span = spanOf(fault.ms);
  return (
    <Notice tone="warn">
      {say(fault.is === "ahead" ? "clock.ahead" : "clock.behind", { by: say(span.label, { n: span.n }) })} {say("clock.all_the_same")}
    </Notice>
  );
}
