// That this computer's clock is wrong: nothing stops for it, but somebody should set it.
import { AgentStatus_Clock as Clock, type AgentStatus } from "@gom/clients/gom/v1/school_pb";
import { Notice } from "@gom/web/parts";
import { useSpeech, type Label } from "../labels";
import { spanOf } from "./clock";

const faults: Partial<Record<Clock, Label>> = {
  [Clock.AHEAD]: "clock.ahead",
  [Clock.BEHIND]: "clock.behind",
  [Clock.SET_BACK]: "clock.set_back",
};

export function ClockNotice({ status }: { status: AgentStatus }) {
  const { say } = useSpeech();
  const fault = faults[status.clock];
  if (fault === undefined) return null;
  const span = spanOf(Math.abs(Number(status.clockSkewMs)));
  return (
    <Notice tone="warn">
      {say(fault, { by: say(span.label, { n: span.n }) })} {say("clock.all_the_same")}
    </Notice>
  );
}
