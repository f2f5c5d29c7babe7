// What a workbook is packed in: its parts by name, each unpacked when it is wanted and no further than is allowed, whatever
// the file says of its own sizes.
import { FileTrouble } from "./trouble";

export interface Part {
  readonly method: number;
  readonly packed: Uint8Array;
}

const mostParts = 2000;
const stored = 0;
const deflated = 8;
const endOfDirectory = 0x06054b50;
const directoryEntry = 0x02014b50;
const localHeader = 0x04034b50;
const endLength = 22;
const mostComment = 0xffff;

const broken = () => new FileTrouble("xlsx.broken");

// By name. The directory at the end of the file is what counts; parts that lie outside of it are not there.
export function partsOf(file: Uint8Array): Map<string, Part> {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const end = findEnd(view);
  const count = view.getUint16(end + 10, true);
  if (count > mostParts) throw new FileTrouble("xlsx.too_large");
  const parts = new Map<string, Part>();
  let at = view.getUint32(end + 16, true);
  try {
    for (let i = 0; i < count; i += 1) {
      if (view.getUint32(at, true) !== directoryEntry) throw broken();
      const [nameLength, extra, comment] = [view.getUint16(at + 28, true), view.getUint16(at + 30, true), view.getUint16(at + 32, true)];
      const name = new TextDecoder().decode(file.subarray(at + 46, at + 46 + nameLength));
      parts.set(name, { method: view.getUint16(at + 10, true), packed: packedAt(file, view, view.getUint32(at + 42, true), view.getUint32(at + 20, true)) });
      at += 46 + nameLength + extra + comment;
    }
  } catch (error) {
    // Offsets that lead out of the file.
    throw error instanceof RangeError ? broken() : error;
  }
  return parts;
}

function findEnd(view: DataView): number {
  for (let at = view.byteLength - endLength; at >= Math.max(0, view.byteLength - endLength - mostComment); at -= 1) {
    if (view.getUint32(at, true) === endOfDirectory) return at;
  }
  throw broken();
}

function packedAt(file: Uint8Array, view: DataView, header: number, length: number): Uint8Array {
  if (view.getUint32(header, true) !== localHeader) throw broken();
  const start = header + 30 + view.getUint16(header + 26, true) + view.getUint16(header + 28, true);
  if (start + length > file.length) throw broken();
  return file.subarray(start, start + length);
}

// As text, which a workbook's parts are. Stops where it has become more than `most` bytes.
export async function textOf({ method, packed }: Part, most: number): Promise<string> {
  if (method === stored) {
    if (packed.length > most) throw new FileTrouble("xlsx.too_large");
    return new TextDecoder().decode(packed);
  }
  if (method !== deflated) throw broken();
  if (typeof DecompressionStream === "undefined") throw new FileTrouble("xlsx.old_browser");
  const reader = new Blob([packed as Uint8Array<ArrayBuffer>]).stream().pipeThrough(new DecompressionStream("deflate-raw")).getReader();
  const decoder = new TextDecoder();
  let [text, size] = ["", 0];
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return text + decoder.decode();
      size += value.length;
      if (size > most) throw new FileTrouble("xlsx.too_large");
      text += decoder.decode(value, { stream: true });
    }
  } catch (error) {
    throw error instanceof FileTrouble ? error : broken();
  } finally {
    void reader.cancel().catch(() => undefined);
  }
}
