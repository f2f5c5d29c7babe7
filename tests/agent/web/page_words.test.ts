// The agent tells a clerk what to press: a button or a page of that name has to be there.
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { tables } from "../../../agent/web/src/labels";

const source = readFileSync(new URL("../../../agent/service/page_words.cc", import.meta.url), "utf8").replace(/"\s*\n\s*"/g, "");

test.each(["vi", "en"] as const)("WhatAClerkIsToldToPressIn_%s_IsOnThePage", (language) => {
  const labels = new Set<string>(Object.values(tables[language]));
  const told = [...source.matchAll(/\{\s*"(?:[^"\\]|\\.)*",\s*"((?:[^"\\]|\\.)*)"\}/g)].map((found, i) => ({ language: i % 2 === 0 ? "vi" : "en", words: found[1] ?? "" }));
  expect(told.length).toBeGreaterThan(30);
  const pressed = told.filter((one) => one.language === language).flatMap(({ words }) => [...words.matchAll(/“([^”]+)”/g)].map(([, label]) => label ?? ""));
  expect(pressed.length).toBeGreaterThanOrEqual(8);
  expect(pressed.filter((label) => !labels.has(label))).toEqual([]);
});
