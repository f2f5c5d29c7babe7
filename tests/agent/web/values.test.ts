import { create, type MessageInitShape } from "@bufbuild/protobuf";
import { ValueSchema } from "@gom/clients/gom/v1/entry_pb";
import { FieldSchema } from "@gom/clients/gom/v1/plan_pb";
import { expect, test } from "vitest";
import { speech } from "../../../agent/web/src/labels";
import { mostUnits, presenceOf, sameValue, typedText } from "../../../agent/web/src/values";

const value = (kind: MessageInitShape<typeof ValueSchema>["kind"]) => create(ValueSchema, kind === undefined ? {} : { kind });
const zero = value({ case: "number", value: 0n });
const notApplicable = value({ case: "notApplicable", value: true });
const vi = speech("vi", () => new Date(2026, 10, 22));

test("H8_EmptyZeroAndNotApplicable_AreThreeThings", () => {
  expect([undefined, zero, notApplicable].map(presenceOf)).toEqual(["empty", "zero", "not-applicable"]);
  expect([undefined, zero, notApplicable].map(typedText)).toEqual(["", "0", "na"]);
  expect([undefined, zero, notApplicable].map((v) => vi.value(undefined, v))).toEqual(["chưa nhập", "0", "không áp dụng"]);
  expect(sameValue(undefined, zero)).toBe(false);
  expect(sameValue(zero, notApplicable)).toBe(false);
  expect(sameValue(undefined, value(undefined))).toBe(true);
});

test("H4_ANumber_IsShownAsItIsTyped", () => {
  const many = value({ case: "number", value: 1234n });
  expect(typedText(many)).toBe("1.234");
  expect(speech("en", () => new Date()).value(undefined, many)).toBe("1,234");
});

test("Choice_ShowsItsLabelInEachLanguage_ACodeThatIsGoneAsItself", () => {
  const field = create(FieldSchema, { type: { case: "choice", value: { options: [{ code: "mau", number: 1, label: { vi: "Mẫu", en: "Sample" } }] } } });
  expect(vi.value(field, value({ case: "choice", value: "mau" }))).toBe("Mẫu");
  expect(vi.value(field, value({ case: "choice", value: "gone" }))).toBe("gone");
});

test("H12_Markup_StaysText", () => {
  const text = value({ case: "text", value: "<img src=x onerror=alert(1)>" });
  expect(vi.value(undefined, text)).toBe("<img src=x onerror=alert(1)>");
  expect(typedText(text)).toBe("<img src=x onerror=alert(1)>");
});

test("H10_ABoxOfText_CutsNothingThatThePlanAllows", () => {
  const most = (maxLength: number) => mostUnits(create(FieldSchema, { type: { case: "text", value: { maxLength } } })) ?? 0;
  // One character each, as the plan counts.
  for (const character of ["👨‍👩‍👧‍👦", "👩🏽‍❤️‍💋‍👨🏽", "ệ".normalize("NFD"), "a"]) expect(character.repeat(200).length, character).toBeLessThanOrEqual(most(200));
  expect(most(0)).toBe(most(2000));
  expect(most(200)).toBeLessThan(100_000);
  expect(mostUnits(create(FieldSchema, { type: { case: "whole", value: {} } }))).toBeUndefined();
});
