// What is asked of every page.
import axe from "axe-core";
import type { Page } from "playwright-core";
import { expect } from "vitest";
import type { Clerk } from "./browser";

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

// Everything that the page asked for has come, and what that made it ask for.
export async function settled({ page, underway }: Clerk): Promise<void> {
  await page.locator("h1").first().waitFor({ state: "attached" });
  const open = async () => (await page.locator(".loading").count()) + underway.size;
  await expect.poll(open).toBe(0);
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve))));
  await expect.poll(open).toBe(0);
}
