// What is due, in the order in which a clerk wants to see it. Pure.
import { Word } from "@gom/clients/gom/v1/entry_pb";
import type { FormLine } from "@gom/clients/gom/v1/school_pb";
import type { BothWords } from "@gom/web/language";

export interface PeriodOfForms {
  readonly period: string;
  readonly name: BothWords | undefined;
  readonly due: string;
  readonly optional: boolean;
  readonly lines: readonly FormLine[];
  // Lines that were reported, or whose earlier report still stands, and on which nothing is left to do.
  readonly reported: number;
}

// Something is left to type, to mend or to choose.
export function isOpen(line: FormLine): boolean {
  switch (line.word) {
    case Word.NOT_BEGUN:
      return line.carriedFrom === "" && !line.optional && !line.locked;
    case Word.DRAFT:
    case Word.RETURNED:
    case Word.HELD:
    case Word.CONFLICT:
      return true;
    default:
      return false;
  }
}

// What may be left out, or was locked away, is not reported by that.
function isReported(line: FormLine): boolean {
  return !isOpen(line) && (line.word !== Word.NOT_BEGUN || line.carriedFrom !== "");
}

// A person is waited for: it was handed back, or nobody but a person can decide it.
export function needsLook(line: FormLine): boolean {
  return line.word === Word.RETURNED || line.word === Word.CONFLICT || line.word === Word.HELD;
}

// Past its day and the hub has nothing of it; days compare as they are written.
export function isOverdue(line: FormLine, today: string): boolean {
  const here = [Word.NOT_BEGUN, Word.DRAFT, Word.SAVED, Word.SENT].includes(line.word);
  return here && line.due < today && !line.optional && !line.locked && line.carriedFrom === "";
}

export function periodsOf(lines: readonly FormLine[]): PeriodOfForms[] {
  const periods = new Map<string, FormLine[]>();
  for (const line of lines) periods.set(line.period, [...(periods.get(line.period) ?? []), line]);
  return [...periods].map(([period, own]) => ({
    period,
    name: own[0]?.periodName,
    due: own[0]?.due ?? "",
    optional: own.every((line) => line.optional),
    lines: own,
    reported: own.filter(isReported).length,
  }));
}

// The period a clerk most likely came for: the first with something left that is asked for; else the one due next; else
// the last. Absent where there are none.
export function periodToShow(periods: readonly PeriodOfForms[], today: string): string | undefined {
  const wanted =
    periods.find((p) => !p.optional && p.lines.some(isOpen)) ?? periods.find((p) => p.due >= today) ?? periods.at(-1);
  return wanted?.period;
}
