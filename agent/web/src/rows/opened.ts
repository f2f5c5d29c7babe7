// What a person brought: text, or the sheets of a workbook, which is read only by who brings one.
import { bytesOf } from "@gom/web/files";
import { FileTrouble } from "./trouble";
import type { Sheet } from "./workbook";

export type Opened = { readonly name: string } & ({ readonly csv: Uint8Array } | { readonly sheets: readonly Sheet[] });

const mostCsvBytes = 8_000_000;
const isText = (name: string) => /\.(csv|txt|tsv)$/i.test(name);

export async function openFile(file: File): Promise<Opened> {
  const { name } = file;
  if (file.size > mostCsvBytes) throw new FileTrouble("xlsx.too_large");
  const bytes = await bytesOf(file);
  if (isText(name)) return { name, csv: bytes };
  const { readWorkbook } = await import("./workbook");
  const { sheets } = await readWorkbook(bytes);
  if (sheets.length === 0) throw new FileTrouble("xlsx.empty");
  return { name, sheets };
}
