import { create, type MessageInitShape } from "@bufbuild/protobuf";
import { Operator } from "@gom/clients/gom/v1/plan_pb";
import { PartProgress_Kind as Kind } from "@gom/clients/gom/v1/report_pb";
import { ContributionSchema, Contribution_State as State } from "@gom/clients/gom/v1/school_pb";
import { expect, test } from "vitest";
import { figureOf, targetOf, verdictOf } from "../../../agent/web/src/progress/figures";
import { speech } from "../../../agent/web/src/labels";

const vi = speech("vi", () => new Date(0));
const en = speech("en", () => new Date(0));
const staff: MessageInitShape<typeof ContributionSchema> = {
  indicator: "MT1a",
  kind: Kind.RATIO,
  state: State.FRESH,
  value: { numerator: 1044n, denominator: 1100n },
  permille: 949n,
  target: { op: Operator.MORE, value: 95n },
  gap: 2n,
  unit: { vi: "người", en: "people" },
};
const all = (one: MessageInitShape<typeof ContributionSchema>, said = vi) => {
  const contribution = create(ContributionSchema, one);
  return [figureOf(contribution, said.said(contribution.unit), said), targetOf(contribution, said), verdictOf(contribution, said)];
};

test("Rate_IsTheFractionThePercentageTheTargetAndHowManyAreMissing", () => {
  expect(all(staff)).toEqual(["1.044/1.100 người · 94,9 %", "trên 95 %", { tone: "warn", words: "còn thiếu 2 người" }]);
  expect(all(staff, en)).toEqual(["1,044/1,100 people · 94.9%", "more than 95%", { tone: "warn", words: "2 people to go" }]);
});

test("RateThatMeetsItsTarget_IsSaidToBeMet", () => {
  const met = { ...staff, value: { numerator: 46n, denominator: 46n }, permille: 1000n, meets: true, gap: 0n };
  expect(all(met)).toEqual(["46/46 người · 100,0 %", "trên 95 %", { tone: "good", words: "trường đã đạt" }]);
});

test("H7_H8_WhatIsNotKnown_IsNeverAFigure", () => {
  for (const [state, words] of [[State.MISSING, "chưa đủ số để tính"], [State.NOT_APPLICABLE, "không áp dụng"], [State.NOT_YET_ASKED, "chưa đến kỳ phải báo"]] as const) {
    expect(all({ ...staff, state })).toEqual([words, "trên 95 %", undefined]);
  }
});

test("ACountsTarget_IsTheCommunesAndNoSchoolIsJudgedByIt", () => {
  const count = { ...staff, kind: Kind.COUNT, value: { numerator: 1n, denominator: 1n }, target: { op: Operator.AT_LEAST, value: 3n }, unit: { vi: "sáng kiến", en: "initiatives" } };
  expect(all(count)).toEqual(["1 sáng kiến", "cả xã từ 3", undefined]);
});

test("AShareOfSchools_IsYesOrNo", () => {
  const share = { ...staff, kind: Kind.SHARE, value: { numerator: 0n, denominator: 1n }, target: { op: Operator.AT_LEAST, value: 100n } };
  expect(all(share)).toEqual(["chưa có", "mọi trường", { tone: "warn", words: "trường chưa đạt" }]);
});
