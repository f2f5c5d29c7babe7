// The language a person reads, and words that the agent or the hub gives in both.
import { createContext, useContext, useEffect, useMemo, useState, type ReactNode } from "react";

export type Language = "vi" | "en";
export const languages: readonly Language[] = ["vi", "en"];

// As gom.v1.Words has it.
export interface BothWords {
  readonly vi: string;
  readonly en: string;
}

// What is missing in one language is shown in the other; it is never left out.
export function inLanguage(language: Language, words: BothWords | undefined): string {
  if (words === undefined) return "";
  const [wanted, other] = language === "vi" ? [words.vi, words.en] : [words.en, words.vi];
  return wanted === "" ? other : wanted;
}

interface Choice {
  readonly language: Language;
  readonly setLanguage: (language: Language) => void;
}
const LanguageContext = createContext<Choice>({ language: "vi", setLanguage: () => undefined });

const kept = "gom.language";

function rememberedLanguage(): Language {
  return localStorage.getItem(kept) === "en" ? "en" : "vi";
}

export function LanguageProvider({ children }: { children: ReactNode }) {
  const [language, setLanguage] = useState(rememberedLanguage);
  useEffect(() => {
    localStorage.setItem(kept, language);
    document.documentElement.lang = language;
  }, [language]);
  const choice = useMemo(() => ({ language, setLanguage }), [language]);
  return <LanguageContext.Provider value={choice}>{children}</LanguageContext.Provider>;
}

export function useLanguage(): Choice {
  return useContext(LanguageContext);
}
