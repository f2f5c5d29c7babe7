// Pictures of the page that are kept in docs/page: taken small, and compared with what the page looks like now.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { colourPng } from "./pictures";

const source = process.env["GOM_SOURCE"] ?? new URL("../../..", import.meta.url).pathname;
export const album = join(source, "docs/page");

// The same browser draws the same, but for the edges of a letter; one word more or less is some forty blocks. Another release
// draws all letters a little otherwise, which is no fault of the page: there only what is moved or gone is noticed.
const mostBlocks = 16;
const mostBlocksOfAnotherRelease = 400;
const releaseFile = join(album, "browser.txt");
const releaseOf = (browser: Browser) => browser.version().split(".")[0] ?? "";

export interface Judgement {
  readonly differing: number;
  readonly words: string;
}

// The picture is written where there is none, or GOM_RENEW_PICTURES is set.
export async function compare(browser: Browser, page: Page, name: string): Promise<Judgement> {
  await page.evaluate(sameEachTime);
  const shot = await page.screenshot({ animations: "disabled", caret: "hide" });
  const desk = await browser.newPage();
  try {
    const { width, height, palette, pixels } = await desk.evaluate(fewColours, shot.toString("base64"));
    const now = colourPng(width, height, Buffer.from(palette, "base64"), Buffer.from(pixels, "base64"));
    const file = join(album, `${name}.png`);
    if (process.env["GOM_RENEW_PICTURES"] !== undefined || !existsSync(file)) {
      mkdirSync(album, { recursive: true });
      writeFileSync(file, now);
      writeFileSync(releaseFile, `Chromium ${releaseOf(browser)}\n`);
    }
    const most = readFileSync(releaseFile, "utf8").trim() === `Chromium ${releaseOf(browser)}` ? mostBlocks : mostBlocksOfAnotherRelease;
    const kept = readFileSync(file);
    if (sum(kept) === sum(now)) return { differing: 0, words: "" };
    const differing = await desk.evaluate(differingBlocks, [kept.toString("base64"), now.toString("base64")] as const);
    if (differing <= most) return { differing: 0, words: "" };
    writeFileSync(join(source, "build/web", `${name}.now.png`), now);
    const words = `docs/page/${name}.png is not what the page looks like (build/web/${name}.now.png is). If it looks as it should, renew it: GOM_RENEW_PICTURES=1 and this test again`;
    return { differing, words };
  } finally {
    await desk.close();
  }
}

const sum = (bytes: Buffer) => createHash("sha256").update(bytes).digest("hex");

// Numbers and addresses that are drawn by lot or found by chance.
function sameEachTime(): void {
  const all = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let text = all.nextNode(); text !== null; text = all.nextNode()) {
    const words = (text.nodeValue ?? "")
      .replace(/\b[0-9a-f]{8}\/(\d+)/g, "a1b2c3d4/$1")
      .replace(/127\.0\.0\.1:\d+/, "hub.xa.example:7443")
      .replace(/^\/\S*\/agent-\d+$/, "/home/van-thu/.local/share/gom-agent")
      .replace(/^còn [\d,]+ .B trên [\d,]+ .B$/, "còn 41,5 GB trên 118,0 GB")
      .replace(/\b\d{6,10}\b/g, "1019199904");
    if (words !== text.nodeValue) text.nodeValue = words;
  }
}

// Runs in a browser. At most 256 colours, the most frequent ones, and rather a bright one than a grey one; the others become
// the nearest of them.
async function fewColours(png: string): Promise<{ width: number; height: number; palette: string; pixels: string }> {
  const bitmap = await createImageBitmap(await (await fetch(`data:image/png;base64,${png}`)).blob());
  const { width, height } = bitmap;
  const canvas = new OffscreenCanvas(width, height).getContext("2d");
  if (canvas === null) throw new Error("no canvas");
  canvas.drawImage(bitmap, 0, 0);
  const { data } = canvas.getImageData(0, 0, width, height);
  const all = Uint32Array.from({ length: width * height }, (_, i) => ((data[4 * i] ?? 0) << 16) | ((data[4 * i + 1] ?? 0) << 8) | (data[4 * i + 2] ?? 0));
  const counts = new Map<number, number>();
  for (const colour of all) counts.set(colour, (counts.get(colour) ?? 0) + 1);
  const parts = (c: number) => [c >> 16, (c >> 8) & 255, c & 255] as const;
  const weight = ([colour, n]: readonly [number, number]) => n * (1 + (Math.max(...parts(colour)) - Math.min(...parts(colour))) / 8);
  const colours = [...counts].sort((a, b) => weight(b) - weight(a) || a[0] - b[0]).slice(0, 256).map(([colour]) => colour);
  const index = new Map<number, number>();
  for (const colour of counts.keys()) {
    const [r, g, b] = parts(colour);
    const far = colours.map((c) => (([x, y, z]) => (x - r) ** 2 + (y - g) ** 2 + (z - b) ** 2)(parts(c)));
    index.set(colour, far.indexOf(Math.min(...far)));
  }
  const encode = (bytes: Uint8Array) => {
    const parts: string[] = [];
    for (let i = 0; i < bytes.length; i += 8192) parts.push(String.fromCharCode(...bytes.subarray(i, i + 8192)));
    return btoa(parts.join(""));
  };
  return {
    width,
    height,
    palette: encode(Uint8Array.from(colours.flatMap((c) => [...parts(c)]))),
    pixels: encode(Uint8Array.from(all, (colour) => index.get(colour) ?? 0)),
  };
}

// Runs in a browser. Blocks of 4 by 4 pixels whose average is noticeably another; all of them where the sizes differ.
async function differingBlocks([kept, now]: readonly [string, string]): Promise<number> {
  const load = async (png: string) => {
    const bitmap = await createImageBitmap(await (await fetch(`data:image/png;base64,${png}`)).blob());
    const [width, height] = [Math.floor(bitmap.width / 4), Math.floor(bitmap.height / 4)];
    const canvas = new OffscreenCanvas(bitmap.width, bitmap.height).getContext("2d");
    if (canvas === null) throw new Error("no canvas");
    canvas.drawImage(bitmap, 0, 0);
    const { data } = canvas.getImageData(0, 0, bitmap.width, bitmap.height);
    const sums = new Float64Array(width * height * 3);
    for (let y = 0; y < height * 4; y += 1)
      for (let x = 0; x < width * 4; x += 1)
        for (let c = 0; c < 3; c += 1) {
          const block = 3 * (Math.floor(y / 4) * width + Math.floor(x / 4)) + c;
          sums[block] = (sums[block] ?? 0) + (data[4 * (y * bitmap.width + x) + c] ?? 0) / 16;
        }
    return { width, height, sums };
  };
  const [a, b] = [await load(kept), await load(now)];
  if (a.width !== b.width || a.height !== b.height) return a.width * a.height;
  let differing = 0;
  for (let i = 0; i < a.width * a.height; i += 1) {
    const far = [0, 1, 2].map((c) => Math.abs((a.sums[3 * i + c] ?? 0) - (b.sums[3 * i + c] ?? 0)));
    if (Math.max(...far) > 28) differing += 1;
  }
  return differing;
}
