import { expect, test } from "vitest";
import { FileTrouble } from "../../../agent/web/src/rows/trouble";
import { most, readWorkbook } from "../../../agent/web/src/rows/workbook";
import { rowsXml, workbook, zip } from "./made_workbook";

const troubleOf = async (file: Uint8Array): Promise<string> => {
  const error: unknown = await readWorkbook(file).then(() => undefined, (reason: unknown) => reason);
  return error instanceof FileTrouble ? error.label : String(error);
};
const cellsOf = async (file: Uint8Array) => (await readWorkbook(file)).sheets[0]?.rows.map((row) => row.cells);

test("WordsNumbersAndGaps_AreTheCellsWhereTheyStand", async () => {
  const shared = '<si><t>kỳ</t></si><si><r><t xml:space="preserve">giá </t></r><r><t>trị</t></r><rPh sb="0" eb="1"><t>x</t></rPh></si>';
  const xml =
    '<row r="2"><c r="A2" t="s"><v>0</v></c><c r="C2" t="s"><v>1</v></c></row>' +
    '<row r="4"><c r="A4" t="inlineStr"><is><t>2 &lt; 3 &#7871;</t></is></c><c r="B4" s="0"/><c r="C4"><v>1234567</v></c><c r="D4"><v>0.1000000000000000055</v></c><c r="E4"><v>1.2E3</v></c><c r="F4" t="b"><v>1</v></c></row>';
  const { sheets } = await readWorkbook(workbook({ sheets: [{ name: "Biểu", xml }], shared }));
  expect(sheets).toEqual([
    {
      name: "Biểu",
      formulas: 0,
      rows: [
        { line: 2, cells: ["kỳ", "", "giá trị"] },
        { line: 4, cells: ["2 < 3 ế", "", "1234567", "0.1", "1200", "1"] },
      ],
    },
  ]);
});

test("H13_Dates_AreDaysInEitherCountOfDays", async () => {
  const styles = '<numFmts><numFmt numFmtId="164" formatCode="[$-42A]dd/mm/yyyy;@"/><numFmt numFmtId="165" formatCode="0 &quot;day&quot;"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/></cellXfs>';
  const xml = '<row r="1"><c r="A1" s="1"><v>46117</v></c><c r="B1" s="2"><v>46117.75</v></c><c r="C1" s="3"><v>46117</v></c><c r="D1"><v>46117</v></c></row>';
  expect(await cellsOf(workbook({ sheets: [{ name: "a", xml }], styles }))).toEqual([["2026-04-05", "2026-04-05", "46117", "46117"]]);
  const later = xml.replaceAll("46117", "44655");
  expect(await cellsOf(workbook({ sheets: [{ name: "a", xml: later }], styles, from1904: true }))).toEqual([["2026-04-05", "2026-04-05", "44655", "44655"]]);
});

test("G15_FormulasMacrosAndLinks_AreWhatTheyCameToAndNothingElse", async () => {
  const xml = '<row r="1"><c r="A1"><f>SUM(B1:B9)</f><v>25</v></c><c r="B1" t="str"><f>HYPERLINK("http://evil.example")</f><v>bấm</v></c><c r="C1" t="e"><f>[1]x!A1</f><v>#REF!</v></c><c r="D1"><f>NOW()</f></c></row>';
  const more = { "xl/vbaProject.bin": "macro", "xl/externalLinks/externalLink1.xml": '<externalLink r:id="rId1"/>' };
  const { sheets } = await readWorkbook(workbook({ sheets: [{ name: "a", xml }], more }));
  expect(sheets[0]).toMatchObject({ rows: [{ line: 1, cells: ["25", "bấm", "#REF!"] }], formulas: 3 });
});

test("G15_ASheetThatIsALinkToOutside_IsNotThere", async () => {
  const rels = '<Relationships><Relationship Id="rId1" Type="worksheet" TargetMode="External" Target="http://evil.example/sheet.xml"/></Relationships>';
  expect((await readWorkbook(workbook({ sheets: [{ name: "a", xml: rowsXml([["x"]]) }], more: { "xl/_rels/workbook.xml.rels": rels } }))).sheets).toEqual([]);
});

test("G15_EntitiesOfItsOwn_AreRefused", async () => {
  const bomb = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b SYSTEM "file:///etc/passwd">]><worksheet><sheetData/></worksheet>';
  expect(await troubleOf(workbook({ sheets: [{ name: "a", xml: "" }], more: { "xl/worksheets/sheet1.xml": bomb } }))).toBe("xlsx.broken");
});

test("G16_AMillionBlankRows_AreNothing", async () => {
  const blank = Array.from({ length: 1_048_576 }, (_, i) => `<row r="${i + 1}"/>`).join("");
  expect((await readWorkbook(workbook({ sheets: [{ name: "a", xml: blank }] }))).sheets).toEqual([]);
});

test("G16_TwoHundredMegabytesOfXml_StopsWhateverTheFileSaysOfItsSize", async () => {
  const zeros = Buffer.alloc(200_000_000, " ");
  const file = workbook({ sheets: [{ name: "a", xml: "" }], more: { "xl/worksheets/sheet1.xml": { data: zeros, saidSize: 1000 } } });
  expect(file.length).toBeLessThan(most.fileBytes);
  expect(await troubleOf(file)).toBe("xlsx.too_large");
});

test("G16_MoreRowsColumnsOrCellsThanASchoolHas_StopWithTheLimit", async () => {
  const rows = (n: number) => workbook({ sheets: [{ name: "a", xml: rowsXml(Array.from({ length: n }, (_, i) => [i])) }] });
  expect((await readWorkbook(rows(most.rows))).sheets[0]?.rows.length).toBe(most.rows);
  expect(await troubleOf(rows(most.rows + 1))).toBe("xlsx.too_many_rows");
  expect(await troubleOf(workbook({ sheets: [{ name: "a", xml: '<row r="1"><c r="XFD1"><v>1</v></c></row>' }] }))).toBe("xlsx.too_large");
  expect(await troubleOf(new Uint8Array(most.fileBytes + 1))).toBe("xlsx.too_large");
});

test("G16_OneLongWordInThousandsOfCells_StopsAtTheLettersOfAllOfThem", async () => {
  const shared = `<si><t>${"ă".repeat(most.cellLetters)}</t></si>`;
  const cells = (n: number) => Array.from({ length: n }, (_, i) => `<row r="${i + 1}"><c r="A${i + 1}" t="s"><v>0</v></c></row>`).join("");
  const sheets = (...counts: number[]) => workbook({ sheets: counts.map((n, i) => ({ name: `${i}`, xml: cells(n) })), shared });
  const allowed = most.letters / most.cellLetters;
  expect((await readWorkbook(sheets(allowed / 2, allowed / 2))).sheets.map(({ rows }) => rows.length)).toEqual([allowed / 2, allowed / 2]);
  expect(await troubleOf(sheets(5000))).toBe("xlsx.too_large");
  // However they are spread over the sheets.
  expect(await troubleOf(sheets(allowed / 2, allowed / 2, 1))).toBe("xlsx.too_large");
});

test("G8_MoreThanTwoThousandParts_AreRefusedBeforeAnyIsUnpacked", async () => {
  const parts = (n: number) => zip(Object.fromEntries(Array.from({ length: n }, (_, i) => [`${i}.xml`, ""])));
  expect(await troubleOf(parts(2001))).toBe("xlsx.too_large");
  expect(await troubleOf(parts(2000))).toBe("xlsx.not_excel");
});

test("HiddenAndEmptySheets_AreLeftOut", async () => {
  const xml = rowsXml([["a", 1]]);
  const book = await readWorkbook(workbook({ sheets: [{ name: "trống", xml: "" }, { name: "ẩn", xml, hidden: true }, { name: "số liệu", xml }] }));
  expect(book.sheets.map((sheet) => sheet.name)).toEqual(["số liệu"]);
});

test("WhatIsNoWorkbook_IsSaidToBeNone", async () => {
  const ole = new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0, 0]);
  expect(await troubleOf(ole)).toBe("xlsx.old_excel");
  expect(await troubleOf(new TextEncoder().encode("period;form\n"))).toBe("xlsx.not_excel");
  expect(await troubleOf(zip({ "content.xml": "<office/>" }))).toBe("xlsx.not_excel");
});

test("G7_CutAnywhere_IsBrokenOrReadAndNeverAnythingElse", async () => {
  const whole = workbook({ sheets: [{ name: "a", xml: rowsXml([["gv", 25], ["nv", 6]]) }] });
  for (let length = 4; length < whole.length; length += 7) expect(await troubleOf(whole.subarray(0, length))).toBe("xlsx.broken");
  for (let at = 4; at < whole.length; at += 3) {
    const turned = whole.slice();
    turned[at] = (turned[at] ?? 0) ^ 0xff;
    expect(await troubleOf(turned)).toMatch(/^xlsx\.|^undefined$/);
  }
});
