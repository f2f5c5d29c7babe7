// What stands on the school's page, in the language of the person before it.
import type { Value } from "@gom/clients/gom/v1/entry_pb";
import type { Field } from "@gom/clients/gom/v1/plan_pb";
import { fill, type LabelArguments, type Labels } from "@gom/web/labels";
import { sharedEn, sharedVi } from "@gom/web/labels/shared";
import { inLanguage, useLanguage, type BothWords, type Language } from "@gom/web/language";
import { momentOf } from "@gom/web/moments";
import { useMemo } from "react";
import { shownValue } from "../values";
import { en } from "./en";
import { vi } from "./vi";

export type Label = keyof typeof sharedVi | keyof typeof vi;
export const tables: Readonly<Record<Language, Labels<Label>>> = {
  vi: { ...sharedVi, ...vi },
  en: { ...sharedEn, ...en },
};

export interface Speech {
  readonly language: Language;
  readonly say: (label: Label, values?: LabelArguments) => string;
  // What the agent or the hub worded.
  readonly said: (words: BothWords | undefined) => string;
  // Milliseconds since 1970; 0: never.
  readonly moment: (ms: bigint | number) => string;
  readonly value: (field: Field | undefined, value: Value | undefined) => string;
}

export function speech(language: Language, now: () => Date): Speech {
  const say: Speech["say"] = (label, values) => fill(tables[language][label], values);
  const valueWords = {
    empty: say("value.empty"),
    yes: say("value.yes"),
    no: say("value.no"),
    notApplicable: say("value.not_applicable"),
    items: (n: number) => say("value.items", { n }),
  };
  return {
    language,
    say,
    said: (words) => inLanguage(language, words),
    moment: (ms) => {
      if (Number(ms) === 0) return say("moment.never");
      const at = momentOf(new Date(Number(ms)), now());
      return say(at.today ? "moment.today" : "moment.other", { time: at.time, day: at.day });
    },
    value: (field, value) => shownValue(language, valueWords, field, value),
  };
}

export function useSpeech(): Speech {
  const { language } = useLanguage();
  return useMemo(() => speech(language, () => new Date()), [language]);
}
