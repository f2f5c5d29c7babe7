// How long a clock is off, in words. Pure.
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
