// A field's value as it stands in its box, and as it is read.
import type { Value } from "@gom/clients/gom/v1/entry_pb";
import type { Field } from "@gom/clients/gom/v1/plan_pb";
import type { BothWords, Language } from "@gom/web/language";
import { formatDay } from "@gom/web/moments";
import { formatWhole } from "@gom/web/numbers";

const defaultMost = 2000;
const unitsOfCharacter = 20;
// So many UTF-16 units a box of text takes. The plan counts what people call characters, of which one may be many units (a
// family of four is 11, a letter with two marks 3): what the plan allows is never cut, and what is longer by little stays in
// its box to be shortened, with the finding that says by how much.
export function mostUnits({ type }: Field): number | undefined {
  return type.case === "text" ? (type.value.maxLength || defaultMost) * unitsOfCharacter : undefined;
}

// Typed for "not applicable" and shown for it in each language; the agent takes them all.
export const notApplicable = "na";

// The four things that may stand in a field. Empty, zero and not applicable are never the same.
export type Presence = "empty" | "zero" | "not-applicable" | "given";

export function presenceOf(value: Value | undefined): Presence {
  switch (value?.kind.case) {
    case undefined:
      return "empty";
    case "notApplicable":
      return "not-applicable";
    case "number":
      return value.kind.value === 0n ? "zero" : "given";
    default:
      return "given";
  }
}

// As a clerk would type it: what the agent reads back as this value.
export function typedText(value: Value | undefined): string {
  switch (value?.kind.case) {
    case "number":
      return formatWhole("vi", value.kind.value); // dots part the thousands in both languages: a comma marks decimals
    case "yesNo":
      return value.kind.value ? "1" : "0";
    case "choice":
    case "text":
      return value.kind.value;
    case "date":
      return formatDay(value.kind.value);
    case "notApplicable":
      return notApplicable;
    default:
      return "";
  }
}

export interface ValueWords {
  readonly empty: string;
  readonly yes: string;
  readonly no: string;
  readonly notApplicable: string;
  readonly items: (n: number) => string;
}

// As a person reads it, the same words as the command line's.
export function shownValue(language: Language, words: ValueWords, field: Field | undefined, value: Value | undefined): string {
  switch (value?.kind.case) {
    case "number":
      return formatWhole(language, value.kind.value);
    case "yesNo":
      return value.kind.value ? words.yes : words.no;
    case "choice":
      return optionLabel(language, field, value.kind.value);
    case "date":
      return formatDay(value.kind.value);
    case "text":
      return value.kind.value;
    case "notApplicable":
      return words.notApplicable;
    case "items":
      return words.items(value.kind.value.items.length);
    default:
      return words.empty;
  }
}

function optionLabel(language: Language, field: Field | undefined, code: string): string {
  if (field?.type.case !== "choice") return code;
  const label: BothWords | undefined = field.type.value.options.find((option) => option.code === code)?.label;
  return label === undefined ? code : label[language];
}

// Two values a person would call the same.
export function sameValue(a: Value | undefined, b: Value | undefined): boolean {
  return canonical(a) === canonical(b);
}

function canonical(value: Value | undefined): string {
  if (value?.kind.case === undefined) return "";
  if (value.kind.case !== "items") return `${value.kind.case}:${String(value.kind.value)}`;
  const items = value.kind.value.items.map((item) => {
    const fields = item.fields.filter((f) => f.value?.kind.case !== undefined);
    return [item.id, ...fields.map((f) => `${f.field}=${canonical(f.value)}`).sort()];
  });
  return `items:${JSON.stringify(items)}`;
}
