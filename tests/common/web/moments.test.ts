import { formatDay, formatSize, isoDay, longDay, momentOf } from "@gom/web/moments";
import { expect, test } from "vitest";

test("H13_Day_ComesBeforeTheMonth", () => {
  expect(formatDay("2026-07-10")).toBe("10/07/2026");
  expect(formatDay("sometime")).toBe("sometime");
});

test("H13_LongDay_CannotBeTakenForAnother", () => {
  expect(longDay("vi", "2026-04-05")).toBe("ngày 5 tháng 4 năm 2026");
  expect(longDay("en", "2026-04-05")).toBe("5 April 2026");
});

test("Moment_TodayOnly_WhereTheDayIsTheSame", () => {
  const now = new Date(2026, 10, 22, 23, 59);
  expect(momentOf(new Date(2026, 10, 22, 0, 1), now)).toEqual({ time: "00:01", day: "22/11/2026", today: true });
  expect(momentOf(new Date(2026, 10, 21, 23, 59), now).today).toBe(false);
  expect(isoDay(new Date(2026, 0, 5, 12))).toBe("2026-01-05");
});

test("Size_IsWhatAPersonCompares", () => {
  expect(formatSize("vi", 310_400)).toBe("310 kB");
  expect(formatSize("vi", 4_200_000)).toBe("4,2 MB");
  expect(formatSize("en", 4_200_000)).toBe("4.2 MB");
  expect(formatSize("en", 1)).toBe("1 kB");
});
