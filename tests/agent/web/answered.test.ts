import { create } from "@bufbuild/protobuf";
import { FormViewSchema, SaveDraftResponseSchema } from "@gom/clients/gom/v1/school_pb";
import { expect, test } from "vitest";
import { answered } from "../../../agent/web/src/form/answered";
import { keepSame } from "../../../agent/web/src/form/keepSame";

const number = (n: bigint) => ({ kind: { case: "number", value: n } as const });
const seen = create(FormViewSchema, {
  form: "work",
  title: { vi: "Việc", en: "Work" },
  verdict: { accepted: true },
  fields: [
    { field: { code: "trained", label: { vi: "Đã tập huấn", en: "Trained" } }, value: number(5n), previous: number(4n), previousPeriod: "Q1" },
    { field: { code: "events" }, value: number(2n) },
  ],
  contributions: [{ indicator: "1", part: "a", permille: 100n }, { indicator: "1", part: "b", permille: 200n }],
  mark: 1n,
});

test("Changes_ArePutIntoWhatStoodThere", () => {
  const answer = create(SaveDraftResponseSchema, {
    onlyChanges: true,
    form: { form: "work", isDraft: true, fields: [{ field: { code: "trained" }, previous: number(4n), previousPeriod: "Q1" }], contributions: [{ indicator: "1", part: "b", permille: 250n }], mark: 2n },
  });
  const now = answered(seen, answer);
  expect(now.title?.vi).toBe("Việc");
  expect(now.isDraft).toBe(true);
  expect(now.mark).toBe(2n);
  // What is whole in every answer and absent is gone, and so is a value that was emptied.
  expect(now.verdict).toBeUndefined();
  expect(now.fields[0]?.value).toBeUndefined();
  expect(now.fields[0]?.field?.label?.en).toBe("Trained");
  expect(now.contributions.map(({ permille }) => permille)).toEqual([100n, 250n]);
  // Nothing that stayed is drawn again.
  const shown = keepSame(seen, now);
  expect(shown.fields[1]).toBe(seen.fields[1]);
  expect(shown.fields[0]?.field).toBe(seen.fields[0]?.field);
  expect(shown.contributions[0]).toBe(seen.contributions[0]);
});

test("FindingWithoutASentence_HasTheOneThatWasSeen", () => {
  const message = { vi: "Cao hơn tổng", en: "Above the total" };
  const before = create(FormViewSchema, { findings: [{ rule: "le", fields: ["trained"], message }, { rule: "le", fields: ["events"], message: { vi: "x", en: "x" } }] });
  const answer = create(SaveDraftResponseSchema, { onlyChanges: true, form: { findings: [{ rule: "le", fields: ["trained"], reason: "đúng" }, { rule: "jump", fields: ["trained"], message: { vi: "y", en: "y" } }] } });
  const now = answered(before, answer);
  expect(now.findings.map((one) => [one.message?.vi, one.reason])).toEqual([["Cao hơn tổng", "đúng"], ["y", ""]]);
  // One that stands as it was is the object that it was.
  const same = answered(before, create(SaveDraftResponseSchema, { onlyChanges: true, form: { findings: [{ rule: "le", fields: ["trained"] }] } }));
  expect(keepSame(before, same).findings[0]).toBe(before.findings[0]);
});

test("NothingChanged_IsTheSameList", () => {
  const now = answered(seen, create(SaveDraftResponseSchema, { onlyChanges: true, form: { form: "work", mark: 1n } }));
  expect(now.fields).toBe(seen.fields);
  expect(now.contributions).toBe(seen.contributions);
});

test("WholeForm_IsTakenAsItIs", () => {
  const form = create(FormViewSchema, { form: "work", mark: 9n });
  expect(answered(seen, create(SaveDraftResponseSchema, { form }))).toEqual(form);
});
