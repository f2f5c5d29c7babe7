// Numbers as people read them, worded as common/text/numbers.h does.
//
//   formatWhole("vi", 1234567n)   "1.234.567"
//   formatRate("vi", 949n)        "94,9 %"
//   inWords("vi", 1005n)          "một nghìn không trăm linh năm"
//   inWords("en", 1005n)          "one thousand and five"
import type { Language } from "./language";

export function formatWhole(language: Language, n: bigint): string {
  const mark = language === "vi" ? "." : ",";
  const digits = magnitude(n).toString().replace(/\B(?=(\d{3})+$)/g, mark);
  return n < 0n ? `-${digits}` : digits;
}

// 949 is "94,9 %": tenths of a percent, which whoever counted has truncated.
export function formatRate(language: Language, permille: bigint): string {
  const [whole, tenth] = [permille / 10n, magnitude(permille) % 10n];
  return language === "vi" ? `${formatWhole(language, whole)},${tenth} %` : `${formatWhole(language, whole)}.${tenth}%`;
}

export function inWords(language: Language, n: bigint): string {
  if (n === 0n) return language === "vi" ? "không" : "zero";
  const words = language === "vi" ? vietnamese(magnitude(n), false) : english(magnitude(n));
  return (n < 0n ? [language === "vi" ? "âm" : "minus", ...words] : words).join(" ");
}

function magnitude(n: bigint): bigint {
  return n < 0n ? -n : n;
}

// -- Vietnamese ------------------------------------------------------------------------------------------------------

const viDigits = ["không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"] as const;

function viDigit(n: number): string {
  return viDigits[n] ?? "";
}

function viOnes(ones: number, tens: number): string {
  if (tens > 1 && ones === 1) return "mốt";
  if (tens > 1 && ones === 4) return "tư";
  if (tens > 0 && ones === 5) return "lăm";
  return viDigit(ones);
}

// 0 … 999. `full`: it follows a larger group, so its hundreds are said even where there are none.
function vietnameseGroup(n: number, full: boolean): string[] {
  const [hundreds, tens, ones] = [Math.floor(n / 100), Math.floor(n / 10) % 10, n % 10];
  const words: string[] = [];
  const afterHundreds = full || hundreds > 0;
  if (afterHundreds) words.push(viDigit(hundreds), "trăm");
  if (tens === 0 && ones > 0 && afterHundreds) words.push("linh");
  if (tens === 1) words.push("mười");
  if (tens > 1) words.push(viDigit(tens), "mươi");
  if (ones > 0) words.push(viOnes(ones, tens));
  return words;
}

// Below "tỷ" (10^9) groups are triệu and nghìn; above it everything is said again before "tỷ".
function vietnamese(n: bigint, full: boolean): string[] {
  const billion = 1_000_000_000n;
  const words: string[] = [];
  let follows = full;
  if (n >= billion) {
    words.push(...vietnamese(n / billion, full), "tỷ");
    follows = true;
  }
  const rest = Number(n % billion);
  const groups: [number, string][] = [
    [Math.floor(rest / 1_000_000), "triệu"],
    [Math.floor(rest / 1000) % 1000, "nghìn"],
    [rest % 1000, ""],
  ];
  for (const [value, name] of groups) {
    if (value === 0) continue;
    words.push(...vietnameseGroup(value, follows));
    if (name !== "") words.push(name);
    follows = true;
  }
  return words;
}

// -- English ---------------------------------------------------------------------------------------------------------

const enSmall = [
  "", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
  "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
] as const;
const enTens = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"] as const;
const enGroups: readonly [bigint, string][] = [
  [1_000_000_000_000_000_000n, "quintillion"],
  [1_000_000_000_000_000n, "quadrillion"],
  [1_000_000_000_000n, "trillion"],
  [1_000_000_000n, "billion"],
  [1_000_000n, "million"],
  [1000n, "thousand"],
];

function englishBelow100(n: number): string {
  if (n < 20) return enSmall[n] ?? "";
  const ones = n % 10 > 0 ? `-${enSmall[n % 10] ?? ""}` : "";
  return (enTens[Math.floor(n / 10)] ?? "") + ones;
}

// 1 … 999. `follows`: something stands before it, so "and" does too.
function englishGroup(n: number, follows: boolean): string[] {
  const words: string[] = [];
  if (n >= 100) words.push(enSmall[Math.floor(n / 100)] ?? "", "hundred");
  if (n % 100 === 0) return words;
  if (n >= 100 || follows) words.push("and");
  words.push(englishBelow100(n % 100));
  return words;
}

function english(n: bigint): string[] {
  const words: string[] = [];
  let rest = n;
  for (const [size, name] of enGroups) {
    if (rest < size) continue;
    words.push(...englishGroup(Number(rest / size), false), name);
    rest %= size;
  }
  if (rest > 0n) words.push(...englishGroup(Number(rest), words.length > 0));
  return words;
}
