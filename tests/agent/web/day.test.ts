import { longDay } from "@gom/web/moments";
import { expect, test } from "vitest";
import { isoOfCell } from "../../../agent/web/src/rows/day";

test("H13_ADayOfThePreview_IsReadWithTheDayBeforeTheMonth", () => {
  expect(isoOfCell("05/04/2026")).toBe("2026-04-05");
  expect(longDay("vi", isoOfCell("05/04/2026") ?? "")).toBe("ngày 5 tháng 4 năm 2026");
  expect(isoOfCell("29/02/2028")).toBe("2028-02-29");
});

test("H13_WhatIsNoDay_IsNotReadAsOne", () => {
  for (const cell of ["31/02/2026", "29/02/2026", "00/01/2026", "01/13/2026", "5/4/26", "2026-04-05", "46117", "", "05/04/2026 sáng", "đến 05/04/2026"]) {
    expect(isoOfCell(cell), cell).toBeUndefined();
  }
});
