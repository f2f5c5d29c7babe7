// One commune, one computer and one clerk before it, anew for each test: none stands on what another left.
import { afterAll, afterEach, beforeAll, beforeEach } from "vitest";
import { join } from "node:path";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { launchBrowser, sitDown, type Clerk } from "./browser";
import { Commune, type Agent } from "./commune";

export let browser: Browser;
export let commune: Commune;
export let agent: Agent;
export let clerk: Clerk;
export let page: Page;

// Where a picture of the page goes when a test fails.
const pictures = process.env["GOM_PICTURES"];

export function sceneForEach(unit: string): void {
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(async () => {
    await browser.close();
  });
  beforeEach(async () => {
    commune = new Commune();
    await commune.startHub();
    agent = commune.enroll(unit);
  });
  afterEach(async ({ task }) => {
    if (task.result?.state === "fail" && pictures !== undefined) await page.screenshot({ path: join(pictures, `${task.name}.png`) });
    await clerk?.context.close();
    await commune.close();
  });
}

// The browser's clock is the computer's.
type Sitting = BrowserContextOptions & { clock?: `${"+" | "-"}${number}` };

// A browser that has never been here before.
export async function sitAt(address: string, { clock, ...options }: Sitting = {}): Promise<void> {
  await clerk?.context.close();
  clerk = await sitDown(browser, options);
  page = clerk.page;
  if (clock !== undefined) await page.clock.setSystemTime(Date.now() + Number(clock) * 1000);
  await page.goto(address);
}

export async function open(hash = "", options: Sitting = {}): Promise<void> {
  await sitAt(agent.open(), options);
  await page.getByRole("heading", { name: "Việc cần làm" }).waitFor({ state: "attached" });
  if (hash !== "") await goTo(hash);
}
export const goTo = (hash: string) => page.goto(new URL(hash, page.url()).href);

// -- what stands on the page -----------------------------------------------------------------------------------------

export const box = (field: string) => page.locator(`[data-box="${field}"]`);
export const kept = () => page.locator("[data-kept=true]", { hasText: "Đã giữ bản nháp" }).waitFor();
export const secondQuarter = () => page.locator(".period", { hasText: "Quý II năm 2026" });
export const wordOf = (title: string) => secondQuarter().locator(".forms li", { hasText: title }).locator(".word");

// Boxes and choices, by what the made-up schools' tables call them.
export async function fillIn(fields: ReadonlyMap<string, string> | Readonly<Record<string, string>>): Promise<void> {
  for (const [field, text] of fields instanceof Map ? fields : Object.entries(fields)) {
    const choice = page.locator(`[data-box="${field}"] label`, { has: page.locator(`input[value="${optionOf(text)}"]`) });
    if ((await choice.count()) > 0) await choice.click();
    else await box(field).fill(text);
  }
}
export const optionOf = (text: string) => ({ co: "1", khong: "0" })[text] ?? text;

export async function submit(): Promise<void> {
  await page.getByRole("button", { name: /^(Nộp|Xác nhận)/ }).click();
  await page.getByText("Đã lưu trên máy này").waitFor();
}

export async function syncNow(): Promise<void> {
  await page.getByRole("button", { name: "Đồng bộ ngay" }).click();
  await page.getByText("Vừa xong").waitFor();
}

// -- what a test begins with -----------------------------------------------------------------------------------------

export const profile = { cbql: "2", gv: "20", nv: "5", tre_mn: "200", ho_ph: "180", nghi_dai_han_ql: "0", nghi_dai_han_gv: "0" };
const asArguments = (values: Record<string, string>) => Object.entries(values).map(([field, text]) => `${field}=${text}`);

export function submitted(values: Record<string, string>, on = agent, author?: string): void {
  on.run("enter", "ho_so", "2026-Q2", ...(author === undefined ? [] : ["--author", author]), ...asArguments(values));
  on.run("submit", "ho_so", "2026-Q2");
}
