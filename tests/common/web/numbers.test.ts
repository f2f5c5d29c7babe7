import { formatWhole, inWords } from "@gom/web/numbers";
import { describe, expect, test } from "vitest";

// The same cases as tests/common/text/numbers_test.cc, so that the page and the command line read a number alike.
describe("inWords", () => {
  test.each<[bigint, string]>([
    [0n, "không"],
    [4n, "bốn"],
    [10n, "mười"],
    [14n, "mười bốn"],
    [15n, "mười lăm"],
    [20n, "hai mươi"],
    [21n, "hai mươi mốt"],
    [24n, "hai mươi tư"],
    [25n, "hai mươi lăm"],
    [101n, "một trăm linh một"],
    [115n, "một trăm mười lăm"],
    [1005n, "một nghìn không trăm linh năm"],
    [1010n, "một nghìn không trăm mười"],
    [1230n, "một nghìn hai trăm ba mươi"],
    [1_000_000n, "một triệu"],
    [2_000_015n, "hai triệu không trăm mười lăm"],
    [1_000_000_000n, "một tỷ"],
    [21_000_000_000n, "hai mươi mốt tỷ"],
    [1_500_000_000_000n, "một nghìn năm trăm tỷ"],
    [-7n, "âm bảy"],
  ])("H4_Vietnamese_%s", (n, words) => expect(inWords("vi", n)).toBe(words));

  test.each<[bigint, string]>([
    [0n, "zero"],
    [19n, "nineteen"],
    [21n, "twenty-one"],
    [100n, "one hundred"],
    [115n, "one hundred and fifteen"],
    [1005n, "one thousand and five"],
    [1234n, "one thousand two hundred and thirty-four"],
    [2_000_000n, "two million"],
    [-40n, "minus forty"],
  ])("H4_English_%s", (n, words) => expect(inWords("en", n)).toBe(words));

  test("EveryNumberBelow3000_HasWordsOfItsOwn", () => {
    for (const language of ["vi", "en"] as const) {
      const all = Array.from({ length: 3000 }, (_, n) => inWords(language, BigInt(n)));
      expect(new Set(all).size).toBe(3000);
      expect(all.filter((words) => /\s{2}|^\s|\s$|undefined/.test(words))).toEqual([]);
    }
  });
});

describe("formatWhole", () => {
  test.each<["vi" | "en", bigint, string]>([
    ["vi", 0n, "0"],
    ["vi", 999n, "999"],
    ["vi", 1234567n, "1.234.567"],
    ["vi", -1234n, "-1.234"],
    ["en", 1234567n, "1,234,567"],
  ])("%s_%s", (language, n, shown) => expect(formatWhole(language, n)).toBe(shown));
});
