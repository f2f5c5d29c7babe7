// Where the whole commune stands in one number of the plan, in short words. Pure: says which label, with which figures.
//
//   "1.200/1.500 người · 80,0 % (từ 72,1 % đến 83,4 %)"      "12/14 đơn vị đã báo"      "xã còn thiếu 148 người"
import type { CommunePart } from "@gom/clients/gom/v1/commune_pb";
import { PartProgress_Kind as Kind, Standing, type Fraction } from "@gom/clients/gom/v1/report_pb";
import type { CommuneFacts, OwnPart } from "@gom/clients/gom/v1/school_pb";
import { formatRate, formatWhole } from "@gom/web/numbers";
import { spanOf } from "../device/clock";
import type { Speech } from "../labels";

export interface CommuneWords {
  readonly figure: string;
  readonly known: boolean;
  // How many have reported; of another period than the others, which.
  readonly coverage: string;
  readonly gap: string | undefined;
  readonly standing: Standing;
}

// Absent where the hub has said nothing of it.
export function communeOf({ now, commune, communeReadAt }: OwnPart, speech: Speech): CommuneWords | undefined {
  if (now === undefined || commune === undefined) return undefined;
  const { say, said, language } = speech;
  const count = { n: commune.fresh + commune.carried, of: commune.expected };
  const coverage = communeReadAt === undefined ? say("commune.coverage", count) : say("commune.coverage_of", { ...count, period: said(communeReadAt) });
  const gap = commune.gap > 0n ? say("commune.gap", { n: `${formatWhole(language, commune.gap)} ${unitOf(now.kind, said(now.unit), speech)}`.trim() }) : undefined;
  const rest = { coverage, gap, standing: commune.standing };
  if (commune.withheld) return { ...rest, figure: say("commune.withheld"), known: false };
  if (commune.value === undefined) return { ...rest, figure: say("figure.not_yet_asked"), known: false };
  if (commune.fresh + commune.carried === 0) return { ...rest, figure: say("figure.missing"), known: false };
  return { ...rest, figure: figureOf(now.kind, commune, commune.value, said(now.unit), speech), known: true };
}

const isRate = (kind: Kind) => kind === Kind.RATIO || kind === Kind.SHARE;
const unitOf = (kind: Kind, unit: string, { say }: Speech) => (kind === Kind.SHARE ? say("commune.schools") : unit);

function figureOf(kind: Kind, part: CommunePart, value: Fraction, unit: string, speech: Speech): string {
  const { say, language } = speech;
  const shown = [shownOf(kind, value, speech), `${formatWhole(language, value.numerator)}/${formatWhole(language, value.denominator)} ${unitOf(kind, unit, speech)}`.trim()];
  const figure = isRate(kind) ? `${shown[1]} · ${shown[0]}` : `${shown[0]} ${unit}`.trim();
  const provisional = part.provisional ? ` ${say("commune.provisional")}` : "";
  // A count only grows: what is not reported yet is said by how many have.
  if (part.noUpperEnd || (part.low === undefined && part.high === undefined)) return figure + provisional;
  const ends = { low: shownOf(kind, part.low ?? value, speech), high: shownOf(kind, part.high ?? value, speech) };
  return `${figure} ${say("commune.range", ends)}${provisional}`;
}

// A rate is truncated, never rounded up: 94,96 % is 94,9 %.
function shownOf(kind: Kind, { numerator, denominator }: Fraction, { language }: Speech): string {
  if (!isRate(kind)) return formatWhole(language, numerator);
  return denominator === 0n ? "—" : formatRate(language, (numerator * 1000n) / denominator);
}

// What the figures are of, when the hub said so and when it came here; and how long ago, where that is an hour or more.
export function factsOf(facts: CommuneFacts, now: Date, { say, said, moment }: Speech): string {
  const ago = now.getTime() - Number(facts.received);
  const span = spanOf(ago);
  return say(ago < 3_600_000 ? "commune.facts" : "commune.facts_old", {
    period: said(facts.asOfName),
    n: facts.unitsReported,
    of: facts.unitsExpected,
    at: moment(facts.at),
    received: moment(facts.received),
    age: say(span.label, { n: span.n }),
  });
}
