// Pictures that are made here, byte by byte.
import { randomBytes } from "node:crypto";
import { deflateSync } from "node:zlib";

// A picture of noise in colours, so that it has something to be made small of.
export function png(width: number, height: number): Buffer {
  const rows = Buffer.alloc((width * 3 + 1) * height);
  let seed = 7;
  for (let i = 0; i < rows.length; i += 1) {
    seed = (seed * 1103515245 + 12345) & 0x7fffffff;
    rows[i] = i % (width * 3 + 1) === 0 ? 0 : seed >> 16;
  }
  return file(width, height, 2, [chunk("IDAT", deflateSync(rows))]);
}

// One that nothing makes smaller but throwing some of it away.
export function noisyPng(width: number, height: number): Buffer {
  const rows = randomBytes((width * 3 + 1) * height);
  for (let y = 0; y < height; y += 1) rows[y * (width * 3 + 1)] = 0;
  return file(width, height, 2, [chunk("IDAT", deflateSync(rows, { level: 1 }))]);
}

// One byte a pixel, the place of its colour in the palette.
export function colourPng(width: number, height: number, palette: Buffer, pixels: Buffer): Buffer {
  const rows = Buffer.alloc((width + 1) * height);
  for (let y = 0; y < height; y += 1) pixels.copy(rows, y * (width + 1) + 1, y * width, (y + 1) * width);
  return file(width, height, 3, [chunk("PLTE", palette), chunk("IDAT", deflateSync(rows, { level: 9 }))]);
}

function file(width: number, height: number, kind: 2 | 3, chunks: readonly Buffer[]): Buffer {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, kind, 0, 0, 0], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([signature, chunk("IHDR", head), ...chunks, chunk("IEND", Buffer.alloc(0))]);
}

function chunk(name: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name, "latin1"), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const check = Buffer.alloc(4);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}

function crc32(bytes: Buffer): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return (crc ^ 0xffffffff) >>> 0;
}
