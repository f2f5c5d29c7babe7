// Debian's Chromium, headless, and what it must never say while a page of ours is open.
import axe from "axe-core";
import { chromium, type Browser, type BrowserContext, type BrowserContextOptions, type Page } from "playwright-core";
import { expect } from "vitest";

export async function launchBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env["GOM_CHROMIUM"] ?? "/usr/bin/chromium",
    // The tests run as whoever runs them, root too.
    args: ["--no-sandbox", "--disable-gpu"],
  });
}

export interface Clerk {
  readonly context: BrowserContext;
  readonly page: Page;
  // Errors of the page and of its Content-Security-Policy so far.
  readonly complaints: string[];
}

export async function sitDown(browser: Browser, options: BrowserContextOptions = {}): Promise<Clerk> {
  const context = await browser.newContext({ viewport: { width: 1366, height: 768 }, locale: "vi-VN", ...options });
  context.setDefaultTimeout(20_000);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("console", (message) => {
    // A refusal is an answer; the browser notes its status as an error.
    if (message.type() === "error" && !/^Failed to load resource/.test(message.text())) complaints.push(message.text());
  });
  return { context, page, complaints };
}

// WCAG 2.2, levels A and AA.
const wcag = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

export async function expectAccessible(page: Page, where: string): Promise<void> {
  // By evaluate, which the page's own policy does not hinder.
  await page.evaluate(axe.source);
  const found = await page.evaluate(
    (tags) => (globalThis as unknown as { axe: typeof axe }).axe.run(document, { runOnly: { type: "tag", values: tags }, resultTypes: ["violations"] }),
    wcag,
  );
  const told = found.violations.map((v) => `${v.id}: ${v.nodes.map((n) => `${n.html.slice(0, 160)} ${n.any.map((c) => c.message).join("; ")}`).join(" | ")}`);
  expect(told, where).toEqual([]);
}

// Nothing is cut off at the right, and nobody has to scroll sideways.
export async function expectNoSideways(page: Page, where: string): Promise<void> {
  const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(over, `${where} is wider than the screen by`).toBeLessThanOrEqual(0);
}
