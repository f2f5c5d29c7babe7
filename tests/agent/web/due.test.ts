import { create, type MessageInitShape } from "@bufbuild/protobuf";
import { Word } from "@gom/clients/gom/v1/entry_pb";
import { FormLineSchema } from "@gom/clients/gom/v1/school_pb";
import { expect, test } from "vitest";
import { isOpen, isOverdue, periodsOf, periodToShow } from "../../../agent/web/src/home/due";

const line = (word: Word, more: MessageInitShape<typeof FormLineSchema> = {}) =>
  create(FormLineSchema, { period: "2026-Q2", form: "ho_so", due: "2026-07-10", word, ...more });

test("ACarriedForm_IsNeitherOpenNorOverdue", () => {
  const carried = line(Word.NOT_BEGUN, { carriedFrom: "2026-Q1" });
  expect(isOpen(carried)).toBe(false);
  expect(isOverdue(carried, "2026-07-11")).toBe(false);
});

test("Reported_IsWhatWasSentOrStillStands_NotWhatMayBeLeftOut", () => {
  const [period] = periodsOf([
    line(Word.SAVED),
    line(Word.ACCEPTED),
    line(Word.RETURNED),
    line(Word.DRAFT),
    line(Word.NOT_BEGUN, { carriedFrom: "2026-Q1" }),
    line(Word.NOT_BEGUN, { optional: true }),
    line(Word.NOT_BEGUN, { locked: true }),
  ]);
  expect(period?.reported).toBe(3);
});

test("Overdue_FromTheDayAfter_WhileTheHubHasNothing", () => {
  expect(isOverdue(line(Word.SAVED), "2026-07-10")).toBe(false);
  expect(isOverdue(line(Word.SAVED), "2026-07-11")).toBe(true);
  expect(isOverdue(line(Word.SENT), "2026-07-11")).toBe(true);
  expect(isOverdue(line(Word.RECEIVED), "2026-07-11")).toBe(false);
  expect(isOverdue(line(Word.NOT_BEGUN, { optional: true }), "2026-07-11")).toBe(false);
  expect(isOverdue(line(Word.NOT_BEGUN, { locked: true }), "2026-07-11")).toBe(false);
});

test("ThePeriodToShow_IsTheFirstWithSomethingLeft", () => {
  const lines = [
    line(Word.NOT_BEGUN, { period: "Q1", optional: true }),
    line(Word.RECEIVED, { period: "Q2" }),
    line(Word.RETURNED, { period: "Q3", due: "2026-10-10" }),
    line(Word.NOT_BEGUN, { period: "Q4", due: "2027-01-10" }),
  ];
  const periods = periodsOf(lines);
  expect(periods.map((p) => [p.period, p.reported])).toEqual([["Q1", 0], ["Q2", 1], ["Q3", 0], ["Q4", 0]]);
  expect(periodToShow(periods, "2026-07-01")).toBe("Q3");
});

test("NothingLeft_ThePeriodDueNext_ElseTheLast", () => {
  const periods = periodsOf([line(Word.ACCEPTED, { period: "Q2" }), line(Word.ACCEPTED, { period: "Q3", due: "2026-10-10" })]);
  expect(periodToShow(periods, "2026-07-11")).toBe("Q3");
  expect(periodToShow(periods, "2027-07-11")).toBe("Q3");
  expect(periodToShow(periods, "2026-07-01")).toBe("Q2");
  expect(periodToShow([], "2026-07-01")).toBeUndefined();
});
