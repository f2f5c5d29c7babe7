import { AgentStatus_Clock as Clock } from "@gom/clients/gom/v1/school_pb";
import { expect, test } from "vitest";
import { clockOf, spanOf } from "../../../agent/web/src/device/clock";

test("Span_IsInTheLargestUnitOfWhichThereIsOne", () => {
  expect(spanOf(7 * 60_000)).toEqual({ label: "span.minutes", n: 7 });
  expect(spanOf(100 * 60_000)).toEqual({ label: "span.hours", n: 2 });
  expect(spanOf(3 * 86_400_000)).toEqual({ label: "span.days", n: 3 });
});

test("ClockAgainstTheHubs_IsSaidWithHowFarItIsOff", () => {
  expect(clockOf({ clock: Clock.UNSPECIFIED, clockSkewMs: 5n, lastSync: 0n })).toEqual({ label: "computer.clock_never" });
  expect(clockOf({ clock: Clock.UNSPECIFIED, clockSkewMs: 5n, lastSync: 1n })).toEqual({ label: "computer.clock_right" });
  expect(clockOf({ clock: Clock.BEHIND, clockSkewMs: -86_400_000n * 3n, lastSync: 1n })).toEqual({ label: "computer.clock_behind", span: { label: "span.days", n: 3 } });
  expect(clockOf({ clock: Clock.SET_BACK, clockSkewMs: 0n, lastSync: 1n })).toEqual({ label: "computer.clock_changed" });
});
