// How long a clock is off, in words. Pure.
import { AgentStatus_Clock as Clock, type AgentStatus } from "@gom/clients/gom/v1/school_pb";
import type { Label } from "../labels";

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const spans: readonly (readonly [number, Label])[] = [
  [365 * day, "span.years"],
  [day, "span.days"],
  [hour, "span.hours"],
  [minute, "span.minutes"],
];

// "5 ngày", in the largest unit of which there is one whole, rounded.
export function spanOf(ms: number): { label: Label; n: number } {
  const [length, label] = spans.find(([least]) => ms >= least) ?? [minute, "span.minutes"];
  return { label, n: Math.round(ms / length) };
}

// What is known of this computer's clock against the hub's; how far it is off, where that is worth a word.
export function clockOf({ clock, clockSkewMs, lastSync }: Pick<AgentStatus, "clock" | "clockSkewMs" | "lastSync">): { label: Label; span?: ReturnType<typeof spanOf> } {
  if (lastSync === 0n) return { label: "computer.clock_never" };
  if (clock === Clock.SET_BACK || clock === Clock.SET_RIGHT) return { label: "computer.clock_changed" };
  if (clock === Clock.UNSPECIFIED) return { label: "computer.clock_right" };
  return { label: clock === Clock.AHEAD ? "computer.clock_ahead" : "computer.clock_behind", span: spanOf(Math.abs(Number(clockSkewMs))) };
}
