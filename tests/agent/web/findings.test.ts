import { create, type MessageInitShape } from "@bufbuild/protobuf";
import { FindingSchema } from "@gom/clients/gom/v1/entry_pb";
import { Severity } from "@gom/clients/gom/v1/plan_pb";
import { FormViewSchema } from "@gom/clients/gom/v1/school_pb";
import { expect, test } from "vitest";
import { isQuiet, isToConfirm, placeFindings, stops, takesReason } from "../../../agent/web/src/form/findings";

const finding = (rule: string, fields: string[], more: MessageInitShape<typeof FindingSchema> = {}) =>
  create(FindingSchema, { rule, fields, severity: Severity.ERROR, ...more });

test("H1_AFinding_StandsAtTheFirstOfItsFieldsThatIsHere", () => {
  const view = create(FormViewSchema, {
    fields: [{ field: { code: "dat" } }, { field: { code: "sang_kien" } }],
    findings: [finding("R1", ["ho_so.gv", "dat"]), finding("unread", ["sang_kien.1.ngay"]), finding("R2", ["ho_so.gv"])],
  });
  const placed = placeFindings(view);
  expect(placed.at.get("dat")?.map((f) => f.rule)).toEqual(["R1"]);
  expect(placed.at.get("sang_kien.1.ngay")?.map((f) => f.rule)).toEqual(["unread"]);
  expect(placed.elsewhere.map((f) => f.rule)).toEqual(["R2"]);
});

const nowhere = { visited: new Set<string>(), asked: false, typing: undefined };

test("AnEmptyBox_IsNoMistakeBeforeTheClerkHasBeenThere", () => {
  const required = finding("required", ["gv"]);
  expect(isQuiet(required, "gv", nowhere)).toBe(true);
  expect(isQuiet(required, "gv", { ...nowhere, visited: new Set(["gv"]) })).toBe(false);
  expect(isQuiet(required, "gv", { ...nowhere, asked: true })).toBe(false);
  expect(isQuiet(finding("range", ["gv"]), "gv", nowhere)).toBe(false);
});

test("H6_AWarningAboutTheBoxOneTypesIn_WaitsUntilTheNumberIsWholeAndAnErrorDoesNot", () => {
  const typing = { ...nowhere, typing: "gv", asked: true };
  const warning = finding("jump", ["hs", "gv"], { severity: Severity.WARNING });
  expect(isQuiet(warning, "hs", typing)).toBe(true);
  expect(isQuiet(warning, "hs", nowhere)).toBe(false);
  expect(isQuiet(warning, "hs", { ...typing, typing: "nv" })).toBe(false);
  expect(isQuiet(finding("range", ["gv"]), "gv", typing)).toBe(false);
});

test("F4_WhatIsToBeConfirmed_AsksForNoReasonAndStopsNothing", () => {
  const stale = finding("to_confirm", ["gv"], { severity: Severity.WARNING });
  expect([takesReason(stale), stops(stale)]).toEqual([false, false]);
  expect(isToConfirm(create(FormViewSchema, { findings: [finding("R1", ["gv"]), stale] }))).toBe(true);
  expect(isToConfirm(create(FormViewSchema, { findings: [finding("R1", ["gv"])] }))).toBe(false);
});

test("H5_AWarning_StopsUntilItHasAReason", () => {
  const warning = { severity: Severity.WARNING };
  expect(stops(finding("R1", ["gv"], warning))).toBe(true);
  expect(stops(finding("R1", ["gv"], { ...warning, reason: "chuyển trường" }))).toBe(false);
  expect(stops(finding("R1", ["gv"], { reason: "x" }))).toBe(true);
});
