import { expect, test } from "vitest";
import { clockFault, hubNow, spanOf } from "../../../agent/web/src/device/clock";

const at = (day: string) => new Date(`${day}T08:00:00Z`);
const ms = (day: string) => BigInt(at(day).getTime());
const year = 365n * 86_400_000n;
const right = { clockSkewMs: 900n, lastSync: ms("2026-07-01") };

test("B1_B2_ClockYearsOff_IsSaidWithTheYearsAndTheDayIsTheHubs", () => {
  const ahead = { clockSkewMs: 10n * year, lastSync: ms("2026-07-01") + 10n * year };
  const there = new Date(at("2026-07-02").getTime() + Number(10n * year));
  expect(clockFault(ahead, there)).toEqual({ is: "ahead", ms: Number(10n * year) });
  expect(spanOf(Number(10n * year))).toEqual({ label: "span.years", n: 10 });
  expect(hubNow(ahead, there)).toEqual(at("2026-07-02"));
  const behind = { clockSkewMs: -16n * year, lastSync: ms("2026-07-01") - 16n * year };
  expect(clockFault(behind, new Date(at("2026-07-02").getTime() - Number(16n * year)))).toEqual({ is: "behind", ms: Number(16n * year) });
});

test("B1_ClockThatStandsBeforeTheLastSync_IsSetBackAndTheDayIsThatOfTheSync", () => {
  expect(clockFault(right, at("2010-01-01"))).toEqual({ is: "set-back" });
  expect(hubNow(right, at("2010-01-01")).getTime()).toBe(at("2026-07-01").getTime() - 900);
});

test("B2_ClockWasSetRightSinceTheLastSync_IsNotSpokenOfAndTheDayIsNotYearsAgo", () => {
  const ahead = { clockSkewMs: 10n * year, lastSync: ms("2026-07-01") + 10n * year };
  expect(clockFault(ahead, at("2026-07-20"))).toBeUndefined();
  expect(hubNow(ahead, at("2026-07-20"))).toEqual(at("2026-07-01"));
});

test("ClockThatIsRight_IsNotSpokenOf", () => {
  expect(clockFault(right, at("2026-07-20"))).toBeUndefined();
  expect(clockFault({ clockSkewMs: -200_000n, lastSync: 0n }, at("2026-07-20"))).toBeUndefined();
  expect(hubNow({ clockSkewMs: 0n, lastSync: 0n }, at("2026-07-20"))).toEqual(at("2026-07-20"));
});

test("Span_IsInTheLargestUnitOfWhichThereIsOne", () => {
  expect(spanOf(7 * 60_000)).toEqual({ label: "span.minutes", n: 7 });
  expect(spanOf(100 * 60_000)).toEqual({ label: "span.hours", n: 2 });
  expect(spanOf(3 * 86_400_000)).toEqual({ label: "span.days", n: 3 });
});
