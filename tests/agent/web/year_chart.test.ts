// The year of one rate: as it is drawn, and as it is said to who does not see it.
import { create, type MessageInitShape } from "@bufbuild/protobuf";
import { Operator } from "@gom/clients/gom/v1/plan_pb";
import { PartProgress_Kind as Kind } from "@gom/clients/gom/v1/report_pb";
import { Contribution_State as State, OwnPartSchema } from "@gom/clients/gom/v1/school_pb";
import { LanguageProvider, type Language } from "@gom/web/language";
import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { afterEach, expect, test, vi } from "vitest";
import { YearChart } from "../../../agent/web/src/progress/YearChart";

const quarter = (n: number, of: bigint | undefined) => ({
  period: `2026-Q${n}`,
  periodName: { vi: `Quý ${n}`, en: `Quarter ${n}` },
  state: of === undefined ? State.MISSING : State.FRESH,
  ...(of !== undefined && { value: { numerator: of, denominator: 40n }, permille: (of * 1000n) / 40n }),
});
const staff: MessageInitShape<typeof OwnPartSchema> = {
  now: { kind: Kind.RATIO, state: State.FRESH, target: { op: Operator.MORE, value: 95n }, unit: { vi: "người", en: "people" } },
  points: [quarter(1, 10n), quarter(2, undefined), quarter(3, 30n), quarter(4, 39n)],
};

function drawn(part: MessageInitShape<typeof OwnPartSchema>, language: Language = "vi"): string {
  vi.stubGlobal("localStorage", { getItem: () => language });
  return renderToStaticMarkup(createElement(LanguageProvider, null, createElement(YearChart, { part: create(OwnPartSchema, part) })));
}
afterEach(() => vi.unstubAllGlobals());

const nameOf = (svg: string) => /^<svg [^>]*role="img" aria-label="([^"]*)"/.exec(svg)?.[1];
const all = (svg: string, pattern: RegExp) => [...svg.matchAll(pattern)].map(([, number]) => Number(number));

test("Year_IsSaidQuarterByQuarterWithItsTarget", () => {
  expect(nameOf(drawn(staff))).toBe(
    "Trong năm: Quý 1: 10/40 người · 25,0 %; Quý 2: chưa đủ số để tính; Quý 3: 30/40 người · 75,0 %; Quý 4: 39/40 người · 97,5 % (chỉ tiêu trên 95 %)",
  );
  expect(nameOf(drawn(staff, "en"))).toMatch(/Quarter 1: 10\/40 people · 25\.0%; .*Quarter 4: 39\/40 people · 97\.5% .*more than 95%/);
  // Nothing in it is read a second time, letter by letter.
  expect(drawn(staff)).not.toContain("<title");
});

test("Line_RisesWithTheFiguresAndCrossesItsTargetOnlyWhereItIsMet", () => {
  const svg = drawn(staff);
  const heights = all(svg, /<circle [^>]*cy="([\d.]+)"/g);
  const places = all(svg, /<circle [^>]*cx="([\d.]+)"/g);
  const [target = NaN] = all(svg, /class="year-target"[^>]*y1="([\d.]+)"/g);
  expect(heights.length).toBe(3);
  // Upwards is less.
  expect(heights[0]).toBeGreaterThan(heights[1] ?? NaN);
  expect(heights[1]).toBeGreaterThan(target);
  expect(heights[2]).toBeLessThan(target);
  // A quarter of which nothing is known keeps its place.
  const [first = NaN, third = NaN, fourth = NaN] = places;
  expect(third - first).toBeCloseTo(2 * (fourth - third));
  expect(svg).toContain(">95 %</text>");
  expect(drawn(staff, "en")).toContain(">95%</text>");
});

test("OneQuarterAloneOrNoRate_IsNoLine", () => {
  expect(drawn({ ...staff, points: [quarter(1, 10n), quarter(2, undefined)] })).toBe("");
  expect(drawn({ ...staff, now: { kind: Kind.COUNT, state: State.FRESH } })).toBe("");
  expect(drawn({ points: [] })).toBe("");
});

test("WithoutATarget_SaysNothingOfOne", () => {
  const svg = drawn({ ...staff, now: { kind: Kind.RATIO, state: State.FRESH } });
  expect(nameOf(svg)).not.toContain("chỉ tiêu");
  expect(svg).not.toContain("year-target");
});
