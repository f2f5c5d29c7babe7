// What the school's page costs on an old computer: a form that is opened, and a key that is pressed in it, in Chromium whose
// CPU is slowed down four times. The programs, and the browser that is asked to wait for them, are not slowed down.
//
// Usage: vite-node tests/bench/page.ts [openings] [keys]      (5, 60)
//
//   compressed_kb            all that the first load of a form fetches, as it comes over the line (gzip)
//   usable_ms                from the address to the frame in which one can type; median
//   keystroke_ms             from a key to the frame that shows the findings with it; 95th percentile
//   keystroke_median_ms      the same, median
//   key_to_frame_ms          from a key to the frame that shows the letter; 95th percentile
import type { CDPSession, Page } from "playwright-core";
import { launchBrowser, sitDown } from "../e2e/browser/browser";
import { Commune } from "../e2e/browser/commune";

const openings = Number(process.argv[2] ?? 5);
const keys = Number(process.argv[3] ?? 60);
const slowedDown = 4;
const form = "#/form/2026-Q2/muc_tieu"; // the longest

// Who asks with each frame is slowed down, and slows down.
const seldom = { polling: 150 };

const percentile = (all: readonly number[], p: number) => [...all].sort((a, b) => a - b)[Math.min(all.length - 1, Math.ceil(p * all.length) - 1)] ?? NaN;

interface Noted {
  usable?: number;
  frames: number[];
  findings: number[];
}

// Runs in the page before it does: notes when a box can be typed into, and what becomes of each key.
function note(): void {
  const noted: Noted = { frames: [], findings: [] };
  Object.assign(globalThis, { noted });
  const afterFrame = (act: (now: number) => void) => requestAnimationFrame(() => setTimeout(() => act(performance.now())));
  addEventListener("focusin", (event) => {
    if (event.target instanceof HTMLInputElement && event.target.dataset["box"] !== undefined) afterFrame((now) => (noted.usable ??= now));
  });
  addEventListener(
    "keydown",
    ({ target, timeStamp }) => {
      const row = (target as HTMLElement).closest(".row");
      if (row === null) return;
      const said = () => row.querySelectorAll(".finding").length;
      const before = said();
      afterFrame((now) => noted.frames.push(now - timeStamp));
      const watch = new MutationObserver(() => {
        if (said() === before) return;
        watch.disconnect();
        afterFrame((now) => noted.findings.push(now - timeStamp));
      });
      watch.observe(row, { childList: true, subtree: true });
    },
    { capture: true },
  );
}
const noted = (page: Page) => page.evaluate(() => (globalThis as unknown as { noted: Noted }).noted);

async function slowPage(page: Page): Promise<CDPSession> {
  const tools = await page.context().newCDPSession(page);
  await tools.send("Network.enable");
  await tools.send("Network.setCacheDisabled", { cacheDisabled: true });
  await tools.send("Emulation.setCPUThrottlingRate", { rate: slowedDown });
  return tools;
}

const commune = new Commune();
const browser = await launchBrowser();
try {
  await commune.startHub();
  const agent = commune.enroll("31TK13");
  agent.run("enter", "ho_so", "2026-Q2", "cbql=3", "gv=40", "nv=6", "hs_th=300", "hs_thcs=240", "so_lop=18", "ho_ph=450", "nghi_dai_han_ql=0", "nghi_dai_han_gv=1");
  await agent.start();
  const { context, page: first } = await sitDown(browser);
  await first.goto(agent.open());
  await first.locator(".frame .school-name:not(:empty)").waitFor();
  const address = new URL(form, first.url()).href;
  await first.close();
  await context.addInitScript(note);
  // Where a browser would take Brotli it is a little less.
  await context.setExtraHTTPHeaders({ "Accept-Encoding": "gzip" });

  const usable: number[] = [];
  let fetched = 0;
  for (let i = 0; i < openings; i += 1) {
    const page = await context.newPage();
    const tools = await slowPage(page);
    fetched = 0;
    tools.on("Network.loadingFinished", ({ encodedDataLength }) => (fetched += encodedDataLength));
    await page.goto(address);
    await page.waitForFunction(() => (globalThis as unknown as { noted: Noted }).noted.usable !== undefined, undefined, seldom);
    usable.push((await noted(page)).usable ?? NaN);
    if (i + 1 < openings) {
      await page.close();
      continue;
    }
    console.log(`compressed_kb: ${(fetched / 1000).toFixed(0)}`);
    console.log(`usable_ms: ${percentile(usable, 0.5).toFixed(0)}`);
    // A number above its whole and none at all, in turns: with each key a finding comes or goes.
    const box = page.locator('[data-box="mt1a_cbql"]');
    await box.click();
    for (let n = 0; n < keys; n += 1) {
      await page.keyboard.press(n % 2 === 0 ? "9" : "Backspace");
      await page.waitForFunction((wanted) => (globalThis as unknown as { noted: Noted }).noted.findings.length === wanted, n + 1, seldom);
    }
    const { findings, frames } = await noted(page);
    console.log(`keystroke_ms: ${percentile(findings, 0.95).toFixed(0)}`);
    console.log(`keystroke_median_ms: ${percentile(findings, 0.5).toFixed(0)}`);
    console.log(`key_to_frame_ms: ${percentile(frames, 0.95).toFixed(0)}`);
  }
} finally {
  await browser.close();
  await commune.close();
}
