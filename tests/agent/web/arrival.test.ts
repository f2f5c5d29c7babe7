import { create, type MessageInitShape } from "@bufbuild/protobuf";
import { Word } from "@gom/clients/gom/v1/entry_pb";
import { Severity } from "@gom/clients/gom/v1/plan_pb";
import { FormViewSchema } from "@gom/clients/gom/v1/school_pb";
import { expect, test } from "vitest";
import { arrivalOf, asItStood, withWordsOf } from "../../../agent/web/src/form/arrival";
import { placeFindings, stops } from "../../../agent/web/src/form/findings";

const view = (more: MessageInitShape<typeof FormViewSchema> = {}) =>
  create(FormViewSchema, { form: "work", fields: [{ field: { code: "gv" }, value: { kind: { case: "number", value: 20n } } }], word: Word.RECEIVED, ...more });
const draft = (more: MessageInitShape<typeof FormViewSchema> = {}) => view({ isDraft: true, word: Word.DRAFT, ...more });
const returned = { accepted: false, at: 5n, reason: "Xem lại" };
const gv = (n: bigint) => [{ field: { code: "gv" }, value: { kind: { case: "number", value: n } as const } }];

test("TheSameAgain_IsNoArrival", () => {
  for (const one of [view(), draft(), view({ verdict: returned }), view({ word: Word.CONFLICT })]) expect(arrivalOf(one, one)).toBeUndefined();
  // The hub has received it: the word says so.
  expect(arrivalOf(view({ word: Word.SAVED }), view())).toBeUndefined();
});

test("TheOfficesWord_IsAnArrivalOnceForEachWord", () => {
  expect(arrivalOf(draft(), draft({ verdict: returned }))).toEqual({ is: "returned", reason: "Xem lại" });
  expect(arrivalOf(view({ verdict: returned }), view({ verdict: { ...returned, at: 6n, accepted: true } }))).toEqual({ is: "accepted" });
  expect(arrivalOf(view({ verdict: returned }), view())).toBeUndefined();
  const reason = { vi: "kỳ đã khóa", en: "locked" };
  expect(arrivalOf(view(), view({ heldReason: reason }))).toMatchObject({ is: "held", reason });
});

test("AnotherComputersFigures_AreAnArrivalWhereNothingIsTypedAndAConflictEverywhere", () => {
  expect(arrivalOf(view(), view({ fields: gv(22n) }))).toEqual({ is: "newer" });
  expect(arrivalOf(draft(), draft({ fields: gv(22n) })), "typed in another window").toBeUndefined();
  expect(arrivalOf(draft(), draft({ contenders: [{ id: "a/1" }] }))).toEqual({ is: "conflict" });
  expect(arrivalOf(view(), view({ word: Word.CONFLICT, contenders: [{ id: "a/1" }] }))).toEqual({ is: "conflict" });
});

test("ADraft_KeepsWhatOthersSaidOfItAsItStoodUntilItIsAskedFor", () => {
  const now = draft({ fields: gv(21n), verdict: returned, heldReason: { vi: "v", en: "e" } });
  const kept = asItStood(draft(), now);
  expect([kept.verdict, kept.heldReason, kept.fields]).toEqual([undefined, undefined, now.fields]);
  expect("verdict" in kept).toBe(false);
  expect(asItStood(draft({ verdict: returned }), draft()).verdict?.at).toBe(5n);
  // Where nothing is typed it is shown.
  expect(asItStood(view(), now)).toBe(now);
  expect(withWordsOf(kept, now).verdict?.reason).toBe("Xem lại");
});

test("WhatIsSaidAtTheFoot_StandsAtNoBoxAndStopsOnlyWhereTwoClerksDiffer", () => {
  const finding = { rule: "newer_version", fields: ["gv"], severity: Severity.WARNING };
  const { findings, fields } = draft({ findings: [finding, { ...finding, rule: "taken_over" }, { ...finding, severity: Severity.ERROR }] });
  const placed = placeFindings({ fields, findings });
  expect([placed.at.size, placed.elsewhere.length]).toEqual([0, 0]);
  expect(findings.map(stops)).toEqual([false, false, true]);
});
