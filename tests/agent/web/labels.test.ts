import { readFileSync } from "node:fs";
import { placeholders } from "@gom/web/labels";
import { Word } from "@gom/clients/gom/v1/entry_pb";
import { Standing } from "@gom/clients/gom/v1/report_pb";
import { describe, expect, test } from "vitest";
import { tables, type Label } from "../../../agent/web/src/labels";
import { standingLabel } from "../../../agent/web/src/progress/standing";
import { wordLabel } from "../../../agent/web/src/words";

const keys = Object.keys(tables.vi) as Label[];

test("BothLanguages_HaveTheSameKeys", () => {
  expect(Object.keys(tables.en).sort()).toEqual([...keys].sort());
});

test("EachLabel_HasWordsAndTheSamePlaceholders", () => {
  for (const key of keys) {
    expect(tables.vi[key].trim(), key).not.toBe("");
    expect(tables.en[key].trim(), key).not.toBe("");
    expect(placeholders(tables.en[key]), key).toEqual(placeholders(tables.vi[key]));
  }
});

// What the page calls a state is what the command line calls it, letter by letter.
describe("WordsOfState", () => {
  const source = readFileSync(new URL("../../../common/text/enum_words.cc", import.meta.url), "utf8");
  const said = new Map(
    [...source.matchAll(/case v1::WORD_(\w+):\s+return \{"([^"]+)", "([^"]+)"\};/g)].map((m) => [m[1] ?? "", [m[2], m[3]]]),
  );
  test("AreFoundInTheSource", () => expect(said.size).toBe(9));
  test.each([...said.keys()])("%s_IsTheCommandLines", (name) => {
    const word = Word[name as keyof typeof Word];
    expect([tables.vi[wordLabel(word)], tables.en[wordLabel(word)]]).toEqual(said.get(name));
  });
  test("OneThatIsNotKnown_IsSaidToBeUnknown", () => expect(wordLabel(99 as Word)).toBe("word.0"));
});

test("Standings_AreTheCommandLines", () => {
  const source = readFileSync(new URL("../../../common/text/view_words.h", import.meta.url), "utf8");
  const found = [...source.matchAll(/\{"standing_(\w+)",\s*"([^"]+)",\s*"([^"]+)"\}/g)];
  expect(found.length).toBe(6);
  for (const [, name, vi, en] of found) {
    const key = `standing.${name}` as Label;
    expect([tables.vi[key], tables.en[key]]).toEqual([vi, en]);
  }
});

test("WordsOfProgress_AreTheCommandLinesInSmallLetters", () => {
  const source = readFileSync(new URL("../../../common/text/enum_words.cc", import.meta.url), "utf8");
  const found = [...source.matchAll(/case v1::STANDING_(\w+):\s+return \{"([^"]+)", "([^"]+)"\};/g)];
  expect(found.length).toBe(7);
  for (const [, name, vi, en] of found) {
    const key = standingLabel(Standing[name as keyof typeof Standing]);
    expect([tables.vi[key], tables.en[key]]).toEqual([vi?.toLowerCase(), en?.toLowerCase()]);
  }
});
