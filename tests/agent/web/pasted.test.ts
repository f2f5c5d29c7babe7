import { expect, test } from "vitest";
import { csvOfPasted } from "../../../agent/web/src/rows/pasted";

const csv = (text: string) => new TextDecoder().decode(csvOfPasted(text));

test("RowsFromASpreadsheet_BecomeCsv", () => {
  expect(csv("period\tform\r\n2026-Q2\t ho_so \r\n")).toBe('"period";"form"\r\n"2026-Q2";"ho_so"\r\n');
});

test("H11_ACellWithSeparatorsQuotesOrLineBreaks_ArrivesAsItWas", () => {
  expect(csv('a\t"có ""trích""\nhai dòng"\n')).toBe('"a";"có ""trích""\nhai dòng"\r\n');
  expect(csv("a\t- gạch; đầu dòng\n")).toBe('"a";"- gạch; đầu dòng"\r\n');
  expect(csv("a\t=1+1\n")).toBe('"a";"=1+1"\r\n');
});

test("AQuotationMarkInsideACell_IsNoQuotation", () => {
  expect(csv('a\t5" màn hình\n')).toBe('"a";"5"" màn hình"\r\n');
});

test("EmptyRows_GoAndTextWithoutTabs_IsLeftAsItIs", () => {
  expect(csv("a\tb\n\t\n")).toBe('"a";"b"\r\n');
  expect(csv("period;form\n")).toBe("period;form\n");
});
