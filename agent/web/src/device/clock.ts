// What is said of a computer whose clock is wrong, and what day it is all the same. Pure.
import type { AgentStatus } from "@gom/clients/gom/v1/school_pb";
import type { Label } from "../labels";

type Clock = Pick<AgentStatus, "clockSkewMs" | "lastSync">;

// Less is what clocks do.
const worthSayingMs = 5 * 60_000;

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

// How far it is from the hub's, as of the last sync; undefined where that is not worth a word. A clock that stands before
// the last sync has been changed since: it was set right if it had been ahead, else it is wrong by nobody knows how much.
export function clockFault(clock: Clock, now: Date): { is: "ahead" | "behind"; ms: number } | { is: "set-back" } | undefined {
  const skew = Number(clock.clockSkewMs);
  if (Number(clock.lastSync) - now.getTime() > worthSayingMs) return skew < worthSayingMs ? { is: "set-back" } : undefined;
  if (Math.abs(skew) <= worthSayingMs) return undefined;
  return { is: skew > 0 ? "ahead" : "behind", ms: Math.abs(skew) };
}

// By the hub's clock, as well as this computer can tell: not before the last sync, whatever its own clock says.
export function hubNow(clock: Clock, now: Date): Date {
  return new Date(Math.max(now.getTime(), Number(clock.lastSync)) - Number(clock.clockSkewMs));
}
