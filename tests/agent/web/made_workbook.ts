// Workbooks that are made here, byte by byte: as a spreadsheet writes them, and as nobody would who means well.
import { deflateRawSync } from "node:zlib";

interface Packed {
  readonly data: Buffer | string;
  // What the file says that it becomes; absent: the truth.
  readonly saidSize?: number;
}
type Parts = Readonly<Record<string, Packed | string>>;

export function zip(parts: Parts): Uint8Array {
  const [locals, entries]: [Buffer[], Buffer[]] = [[], []];
  let offset = 0;
  for (const [name, part] of Object.entries(parts)) {
    const { data, saidSize } = typeof part === "string" ? { data: part, saidSize: undefined } : part;
    const plain = Buffer.from(data);
    const packed = deflateRawSync(plain, { level: 9 });
    const sums = Buffer.alloc(12);
    // The sum of the bytes is nobody's concern here: 0.
    sums.writeUInt32LE(packed.length, 4);
    sums.writeUInt32LE(saidSize ?? plain.length, 8);
    const head = (signature: number, before: Buffer, after: Buffer) => {
      const start = Buffer.alloc(4);
      start.writeUInt32LE(signature);
      const lengths = Buffer.alloc(4);
      lengths.writeUInt16LE(Buffer.byteLength(name), 0);
      return Buffer.concat([start, before, Buffer.from([20, 0, 0, 0, 8, 0, 0, 0, 0, 0]), sums, lengths, after, Buffer.from(name)]);
    };
    const local = Buffer.concat([head(0x04034b50, Buffer.alloc(0), Buffer.alloc(0)), packed]);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(offset, 10);
    entries.push(head(0x02014b50, Buffer.from([20, 0]), place));
    locals.push(local);
    offset += local.length;
  }
  const directory = Buffer.concat(entries);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return new Uint8Array(Buffer.concat([...locals, directory, end]));
}

export interface MadeSheet {
  readonly name: string;
  readonly xml: string;
  readonly hidden?: boolean;
}
interface Made {
  readonly sheets: readonly MadeSheet[];
  readonly shared?: string;
  readonly styles?: string;
  readonly from1904?: boolean;
  readonly more?: Parts;
}

const declared = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
const linked = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"';

export function workbook({ sheets, shared = "", styles = "", from1904 = false, more = {} }: Made): Uint8Array {
  const list = sheets.map(({ name, hidden }, i) => `<sheet name="${name}" sheetId="${i + 1}"${hidden === true ? ' state="hidden"' : ""} r:id="rId${i + 1}"/>`);
  const links = sheets.map((_, i) => `<Relationship Id="rId${i + 1}" Type="worksheet" Target="worksheets/sheet${i + 1}.xml"/>`);
  return zip({
    "[Content_Types].xml": `${declared}<Types/>`,
    "xl/workbook.xml": `${declared}<workbook ${main} ${linked}><workbookPr${from1904 ? ' date1904="1"' : ""}/><sheets>${list.join("")}</sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": `${declared}<Relationships>${links.join("")}</Relationships>`,
    "xl/sharedStrings.xml": `${declared}<sst ${main}>${shared}</sst>`,
    "xl/styles.xml": `${declared}<styleSheet ${main}>${styles}</styleSheet>`,
    ...Object.fromEntries(sheets.map(({ xml }, i) => [`xl/worksheets/sheet${i + 1}.xml`, `${declared}<worksheet ${main}><sheetData>${xml}</sheetData></worksheet>`])),
    ...more,
  });
}

const letters = (column: number): string => (column < 26 ? "" : letters(Math.floor(column / 26) - 1)) + String.fromCharCode(65 + (column % 26));
const escaped = (text: string) => text.replace(/[<>&]/g, (c) => ({ "<": "&lt;", ">": "&gt;", "&": "&amp;" })[c] ?? c);

// Rows of words and numbers, as a person types them into a sheet.
export function rowsXml(rows: readonly (readonly (string | number)[])[]): string {
  const cell = (value: string | number, place: string) =>
    typeof value === "number" ? `<c r="${place}"><v>${value}</v></c>` : `<c r="${place}" t="inlineStr"><is><t>${escaped(value)}</t></is></c>`;
  return rows.map((cells, y) => `<row r="${y + 1}">${cells.map((value, x) => cell(value, `${letters(x)}${y + 1}`)).join("")}</row>`).join("");
}
