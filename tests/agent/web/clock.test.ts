import { expect, test } from "vitest";
import { spanOf } from "../../../agent/web/src/device/clock";

test("Span_IsInTheLargestUnitOfWhichThereIsOne", () => {
  expect(spanOf(7 * 60_000)).toEqual({ label: "span.minutes", n: 7 });
  expect(spanOf(100 * 60_000)).toEqual({ label: "span.hours", n: 2 });
  expect(spanOf(3 * 86_400_000)).toEqual({ label: "span.days", n: 3 });
});
