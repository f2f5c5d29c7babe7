// What a school's figures come to in one part of an indicator, in short words. Pure: says which label, with which figures.
//
//   "44/46 người · 95,6 %"      "trên 95 %"      "đạt"
import { Operator } from "@gom/clients/gom/v1/plan_pb";
import { PartProgress_Kind as Kind } from "@gom/clients/gom/v1/report_pb";
import { Contribution_State as State, type Contribution } from "@gom/clients/gom/v1/school_pb";
import { formatRate, formatWhole } from "@gom/web/numbers";
import type { Tone } from "@gom/web/parts";
import type { Label, Speech } from "../labels";

type Figure = Pick<Contribution, "kind" | "state" | "value" | "permille">;

const unknown: Partial<Record<State, Label>> = {
  [State.NOT_YET_ASKED]: "figure.not_yet_asked",
  [State.MISSING]: "figure.missing",
  [State.NOT_APPLICABLE]: "value.not_applicable",
};

export function isKnown({ state, value }: Figure): boolean {
  return value !== undefined && (state === State.FRESH || state === State.CARRIED);
}

export function figureOf(figure: Figure, unit: string, { say, language }: Speech): string {
  const { value } = figure;
  if (value === undefined || !isKnown(figure)) return say(unknown[figure.state] ?? "figure.missing");
  const numerator = formatWhole(language, value.numerator);
  const ofUnit = unit === "" ? "" : ` ${unit}`;
  switch (figure.kind) {
    case Kind.RATIO:
      return `${numerator}/${formatWhole(language, value.denominator)}${ofUnit} · ${formatRate(language, figure.permille)}`;
    case Kind.SHARE:
      // Of one school: it has it, or not.
      return say(value.numerator >= value.denominator ? "figure.has" : "figure.has_not");
    default:
      return `${numerator}${ofUnit}`;
  }
}

// Absent where the plan sets none.
export function targetOf({ kind, target }: Pick<Contribution, "kind" | "target">, { say, language }: Speech): string | undefined {
  if (target === undefined) return undefined;
  const n = formatWhole(language, target.value);
  const more = target.op === Operator.MORE;
  if (kind === Kind.RATIO) return say(more ? "target.more" : target.value === 100n ? "target.all" : "target.least", { n });
  if (kind === Kind.SHARE) return say(more ? "target.schools_more" : target.value === 100n ? "target.schools_all" : "target.schools_least", { n });
  return say(more ? "target.commune_more" : "target.commune_least", { n });
}

// Whether the school meets it by itself; absent where that cannot be said, or is not of one school.
export function verdictOf(one: Contribution, speech: Speech): { tone: Tone; words: string } | undefined {
  const rate = one.kind === Kind.RATIO || one.kind === Kind.SHARE;
  if (!isKnown(one) || one.target === undefined || !rate) return undefined;
  if (one.meets) return { tone: "good", words: speech.say("figure.meets") };
  const gap = one.kind === Kind.RATIO && one.gap > 0n;
  return { tone: "warn", words: gap ? speech.say("figure.gap", { n: `${formatWhole(speech.language, one.gap)} ${speech.said(one.unit)}`.trim() }) : speech.say("figure.misses") };
}
