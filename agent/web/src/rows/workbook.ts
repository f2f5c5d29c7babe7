// The cells of an .xlsx workbook, as data: what a formula came to when it was saved, never the formula; no macro, no link,
// nothing from outside. Whatever the file is, reading it ends soon, with its cells or with a sentence.
//
//   const book = await readWorkbook(bytes);
//   book.sheets[0]?.rows      [{ line: 1, cells: ["kỳ", "biểu", …] }, …]
import { FileTrouble } from "./trouble";
import { partsOf, textOf, type Part } from "./zip";
import { tagsOf, type Tag } from "./xml";

export interface SheetRow {
  // 1-based, as the workbook counts.
  readonly line: number;
  readonly cells: string[];
}
export interface Sheet {
  readonly name: string;
  readonly rows: readonly SheetRow[];
  // So many of its cells are what a formula came to.
  readonly formulas: number;
}
export interface Workbook {
  // Those that are not hidden and not empty.
  readonly sheets: readonly Sheet[];
}

// A school's year is some thousand cells; what is larger was not meant for this page.
export const most = { fileBytes: 8_000_000, partBytes: 32_000_000, rows: 5000, columns: 300, cells: 100_000, sheets: 20, cellLetters: 20_000, letters: 4_000_000 } as const;

export async function readWorkbook(file: Uint8Array): Promise<Workbook> {
  if (file.length > most.fileBytes) throw new FileTrouble("xlsx.too_large");
  if (startsWith(file, [0xd0, 0xcf, 0x11, 0xe0])) throw new FileTrouble("xlsx.old_excel");
  if (!startsWith(file, [0x50, 0x4b])) throw new FileTrouble("xlsx.not_excel");
  const parts = partsOf(file);
  const root = [...parts.keys()].find((name) => /^xl\/workbook\.xml$/i.test(name));
  if (root === undefined) throw new FileTrouble("xlsx.not_excel");
  const text = async (name: string) => {
    const part: Part | undefined = parts.get(name);
    return part === undefined ? "" : textOf(part, most.partBytes);
  };
  const book = await text(root);
  const links = targetsOf(await text("xl/_rels/workbook.xml.rels"));
  const shared = sharedStringsOf(await text("xl/sharedStrings.xml"));
  const dated = datedStylesOf(await text("xl/styles.xml"));
  const from1904 = /<(?:\w+:)?workbookPr\b[^>]*\bdate1904\s*=\s*["'](?:1|true)["']/.test(book);
  const sheets: Sheet[] = [];
  const room = { letters: most.letters };
  for (const { name, link } of sheetsOf(book).slice(0, most.sheets)) {
    const sheet = readSheet(name, await text(links.get(link) ?? ""), { shared, dated, from1904 }, room);
    if (sheet.rows.length > 0) sheets.push(sheet);
  }
  return { sheets };
}

const startsWith = (file: Uint8Array, bytes: readonly number[]) => bytes.every((byte, i) => file[i] === byte);

function sheetsOf(book: string): { name: string; link: string }[] {
  const all: { name: string; link: string }[] = [];
  for (const tag of tagsOf(book)) {
    if (tag.name !== "sheet" || tag.closes || /hidden/i.test(tag.attribute("state") ?? "")) continue;
    all.push({ name: tag.attribute("name") ?? "", link: tag.attribute("id") ?? "" });
  }
  return all;
}

// Parts of the file by the name of their link; what lies outside is no part of it.
function targetsOf(rels: string): Map<string, string> {
  const targets = new Map<string, string>();
  for (const tag of tagsOf(rels)) {
    if (tag.name !== "Relationship" || tag.closes || tag.attribute("TargetMode") === "External") continue;
    const target = tag.attribute("Target") ?? "";
    targets.set(tag.attribute("Id") ?? "", target.startsWith("/") ? target.slice(1) : `xl/${target}`);
  }
  return targets;
}

function sharedStringsOf(xml: string): string[] {
  const all: string[] = [];
  let letters = false;
  // How a word is spoken stands beside it and is no part of it.
  let phonetic = false;
  for (const tag of tagsOf(xml)) {
    if (tag.name === "si" && !tag.closes) all.push("");
    if (tag.name === "rPh") phonetic = !tag.closes;
    letters = tag.name === "t" && !tag.closes;
    if (letters && !phonetic && all.length > 0) all[all.length - 1] += tag.text;
  }
  return all;
}

// Number formats that show a day. Of a custom one what counts is outside of quotation marks and brackets.
const builtInDates = new Set([14, 15, 16, 17, 22, 27, 30, 36, 50, 57]);
const showsDay = (code: string) => /[dy]/i.test(code.replace(/"[^"]*"|\[[^\]]*\]|\\./g, ""));

function datedStylesOf(xml: string): boolean[] {
  const custom = new Map<number, boolean>();
  const styles: boolean[] = [];
  let inCells = false;
  for (const tag of tagsOf(xml)) {
    if (tag.name === "numFmt" && !tag.closes) custom.set(Number(tag.attribute("numFmtId")), showsDay(tag.attribute("formatCode") ?? ""));
    if (tag.name === "cellXfs") inCells = !tag.closes && !tag.empty;
    if (tag.name === "xf" && inCells && !tag.closes) {
      const id = Number(tag.attribute("numFmtId") ?? 0);
      styles.push(custom.get(id) ?? builtInDates.has(id));
    }
  }
  return styles;
}

interface Meaning {
  readonly shared: readonly string[];
  readonly dated: readonly boolean[];
  readonly from1904: boolean;
}

// What is left for the cells that follow, of all sheets: one shared word may stand in each of them.
interface Room {
  letters: number;
}

function readSheet(name: string, xml: string, meaning: Meaning, room: Room): Sheet {
  const rows: SheetRow[] = [];
  let row: SheetRow = { line: 0, cells: [] };
  let [cells, formulas, column] = [0, 0, -1];
  let cell: Tag | undefined;
  let [raw, formula, phonetic] = ["", false, false];
  const endCell = () => {
    if (cell === undefined) return;
    const value = valueOf(cell, raw, meaning).slice(0, most.cellLetters);
    if (value !== "") {
      room.letters -= value.length;
      if (column >= most.columns || ++cells > most.cells || room.letters < 0) throw new FileTrouble("xlsx.too_large");
      while (row.cells.length < column) row.cells.push("");
      row.cells[column] = value;
      if (formula) formulas += 1;
    }
    cell = undefined;
  };
  const endRow = () => {
    if (row.cells.length === 0) return;
    if (rows.length >= most.rows) throw new FileTrouble("xlsx.too_many_rows", { n: most.rows });
    rows.push(row);
    row = { line: row.line, cells: [] };
  };
  for (const tag of tagsOf(xml)) {
    switch (tag.name) {
      case "row":
        if (tag.closes) endRow();
        else {
          row = { line: Number(tag.attribute("r") ?? row.line + 1), cells: [] };
          column = -1;
        }
        break;
      case "c":
        if (!tag.closes) {
          column = columnOf(tag.attribute("r")) ?? column + 1;
          [cell, raw, formula] = [tag, "", false];
        }
        if (tag.closes || tag.empty) endCell();
        break;
      case "f":
        if (!tag.closes) formula = true;
        break;
      case "rPh":
        phonetic = !tag.closes;
        break;
      case "v":
      case "t":
        if (!tag.closes && !phonetic) raw += tag.text;
        break;
      default:
    }
  }
  return { name, rows, formulas };
}

// "C7" is in column 2.
function columnOf(place: string | undefined): number | undefined {
  const letters = /^[A-Z]{1,3}/.exec(place ?? "")?.[0];
  if (letters === undefined) return undefined;
  return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}

function valueOf(cell: Tag, raw: string, { shared, dated, from1904 }: Meaning): string {
  switch (cell.attribute("t")) {
    case "s":
      return (shared[Number(raw)] ?? "").trim();
    case "str":
    case "inlineStr":
    case "d":
      return raw.trim();
    case "b":
      return raw;
    case "e":
      // As the spreadsheet shows it, "#REF!": no figure, and refused as one.
      return raw;
    default: {
      if (raw.trim() === "") return "";
      const n = Number(raw);
      if (!Number.isFinite(n)) return raw.trim();
      return dated[Number(cell.attribute("s") ?? 0)] === true ? dayOf(n, from1904) : plainNumber(n);
    }
  }
}

// What a person typed as 0.1 may be kept as 0.1000000000000000055: a spreadsheet knows fifteen digits.
function plainNumber(n: number): string {
  const short = Number(n.toPrecision(15));
  return Number.isInteger(short) && Math.abs(short) < 1e15 ? short.toFixed(0) : String(short);
}

// Days since 30/12/1899 (1900 counts as a leap year there, so this holds from March 1900 on), or since 1/1/1904.
function dayOf(n: number, from1904: boolean): string {
  const first = from1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, 30);
  const day = new Date(first + Math.floor(n) * 86_400_000);
  const year = day.getUTCFullYear();
  return n < 1 || Number.isNaN(year) || year > 9999 ? plainNumber(n) : day.toISOString().slice(0, 10);
}
