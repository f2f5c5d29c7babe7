import { create } from "@bufbuild/protobuf";
import { ValueSchema } from "@gom/clients/gom/v1/entry_pb";
import { FormViewSchema } from "@gom/clients/gom/v1/school_pb";
import { expect, test } from "vitest";
import { keepSame } from "../../../agent/web/src/form/keepSame";

const label = (en: string) => ({ vi: "Giáo viên", en });
const whole = (n: bigint) => create(ValueSchema, { kind: { case: "number", value: n } });
function view(lastByte = 2) {
  return create(FormViewSchema, {
    form: "ho_so",
    fields: [
      { field: { code: "gv", label: label("Teachers"), type: { case: "whole", value: {} } }, value: whole(20n) },
      { field: { code: "nv", label: label("Staff"), type: { case: "whole", value: {} } }, value: whole(5n) },
    ],
    evidence: [{ sha256: new Uint8Array([1, lastByte]), name: "a" }],
  });
}

test("SaidAgain_IsTheObjectThatItWas", () => {
  const before = view();
  expect(keepSame(before, view())).toBe(before);
});

test("OneValueIsAnother_TheOtherRowsStayWhatTheyWere", () => {
  const before = view();
  const now = view();
  now.fields[1]!.value = create(ValueSchema, { kind: { case: "yesNo", value: true } });
  const shown = keepSame(before, now);
  expect(shown).not.toBe(before);
  expect(shown.fields[0]).toBe(before.fields[0]);
  expect(shown.fields[1]).not.toBe(before.fields[1]);
  expect(shown.fields[1]?.field).toBe(before.fields[1]?.field);
  expect(shown.fields[1]?.value?.kind).toEqual({ case: "yesNo", value: true });
  expect(shown.evidence).toBe(before.evidence);
});

test("OnlyTheEnglishLabelIsAnother_IsShown", () => {
  const before = view();
  const now = view();
  now.fields[0]!.field!.label!.en = "Teaching staff";
  expect(keepSame(before, now).fields[0]?.field?.label?.en).toBe("Teaching staff");
  expect(keepSame(before, now).fields[0]).not.toBe(before.fields[0]);
});

test("AValueThatWasTakenAway_AndAFileWithOtherBytes_AreShown", () => {
  const before = view();
  const now = view(3);
  delete now.fields[0]!.value;
  const shown = keepSame(before, now);
  expect(shown.fields[0]?.value).toBeUndefined();
  expect([...shown.evidence[0]!.sha256]).toEqual([1, 3]);
  expect(before.fields[0]?.value?.kind.value).toBe(20n);
});
