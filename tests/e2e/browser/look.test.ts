// How each page looks and reads: for everybody, in both languages, on any screen.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Browser, BrowserContextOptions } from "playwright-core";
import { launchBrowser, sitDown, type Clerk } from "./browser";
import { Commune, type Agent } from "./commune";
import { expectAccessible, expectNoSideways, settled } from "./judge";

const unit = "31TK13"; // primary and lower secondary: the most to fill in
const pages = {
  home: "#/",
  profile: "#/form/2026-Q4/ho_so",
  goals: "#/form/2026-Q2/muc_tieu",
  tasks: "#/form/2026-Q3/nhiem_vu",
  initiatives: "#/form/2026-Q2/sang_kien",
  versions: "#/history/2026-Q3/ho_so",
  choose: "#/choose/2026-Q3/ho_so",
  school: "#/school",
  messages: "#/messages",
  import: "#/import",
  computer: "#/computer",
  help: "#/help",
};

let browser: Browser;
let commune: Commune;
let agent: Agent;

function enter(on: Agent, form: string, period: string, ...values: string[]): void {
  on.run("enter", form, period, "--author", "Nguyễn Thị Hồng", ...values);
}

// It is kept, and the command says what is wrong with it.
function enterWithFaults(form: string, ...values: string[]): void {
  expect(() => enter(agent, form, "2026-Q2", ...values)).toThrow("The draft is kept");
}

beforeAll(async () => {
  browser = await launchBrowser();
  commune = new Commune();
  await commune.startHub();
  agent = commune.enroll(unit);
  const second = commune.enroll(unit);
  const profile = ["cbql=3", "gv=30", "nv=6", "hs_th=300", "hs_thcs=240", "so_lop=18", "ho_ph=450", "nghi_dai_han_ql=0", "nghi_dai_han_gv=1"];
  enter(agent, "ho_so", "2026-Q2", ...profile);
  agent.run("submit");
  agent.run("sync");
  second.run("sync");
  for (const [on, teachers] of [[agent, 31], [second, 32]] as const) {
    enter(on, "ho_so", "2026-Q3", ...profile.map((typed) => typed.replace(/^gv=.*/, `gv=${teachers}`)));
    on.run("submit", "ho_so", "2026-Q3");
  }
  agent.run("sync");
  second.run("sync");
  agent.run("sync");
  // Drafts with a mistake, with what cannot be read, and with a list.
  enterWithFaults("muc_tieu", "mt1a_cbql=9", "mt1a_gv=2O");
  enterWithFaults("sang_kien", "sang_kien.+.ten=Sổ tay số");
  await agent.start();
}, 120_000);

afterAll(async () => {
  await commune?.close();
  await browser?.close();
});

async function visit(name: keyof typeof pages, options: BrowserContextOptions, language: "vi" | "en", judge: (clerk: Clerk) => Promise<void>) {
  const clerk = await sitDown(browser, options);
  try {
    await clerk.context.addInitScript((l) => localStorage.setItem("gom.language", l), language);
    await clerk.page.goto(agent.open());
    await clerk.page.locator(".frame .school-name:not(:empty)").waitFor();
    await clerk.page.goto(new URL(pages[name], clerk.page.url()).href);
    await settled(clerk);
    await judge(clerk);
    expect(clerk.complaints).toEqual([]);
  } finally {
    await clerk.context.close();
  }
}

const names = Object.keys(pages) as (keyof typeof pages)[];

const screens: Record<string, BrowserContextOptions> = {
  "an old screen": {},
  "a telephone": { viewport: { width: 360, height: 740 }, hasTouch: true },
  // 200 % of 1366 × 768, in colours that the person chose, without motion.
  "large, in forced colours": { viewport: { width: 683, height: 384 }, deviceScaleFactor: 2, forcedColors: "active", reducedMotion: "reduce" },
};

describe("Look", () => {
  test.each(names)("%s_OnEveryScreenInBothLanguages_AxeFindsNothing", async (name) => {
    for (const language of ["vi", "en"] as const) {
      for (const [screen, options] of Object.entries(screens)) {
        const where = `${name}, ${screen}, ${language}`;
        await visit(name, options, language, async ({ page }) => {
          await expectAccessible(page, where);
          await expectNoSideways(page, where);
        });
      }
    }
  });

  test("Telephone_HeaderIsOneLineAndItsPlacesStandBehindAButton", async () => {
    await visit("home", { viewport: { width: 360, height: 740 }, hasTouch: true }, "vi", async ({ page }) => {
      const height = () => page.locator(".frame").evaluate((frame) => frame.getBoundingClientRect().height);
      expect(await height()).toBeLessThan(60);
      const places = page.getByRole("button", { name: "Các trang" });
      const link = page.getByRole("link", { name: "Trợ giúp" });
      expect(await link.isVisible()).toBe(false);
      await places.click();
      await link.waitFor();
      expect(await places.getAttribute("aria-expanded")).toBe("true");
      await expectAccessible(page, "the places");
      await expectNoSideways(page, "the places");
      // Nothing below has moved.
      expect(await height()).toBeLessThan(60);
      await link.focus();
      await page.keyboard.press("Escape");
      await link.waitFor({ state: "hidden" });
      expect(await places.evaluate((button) => button === document.activeElement)).toBe(true);
      await places.click();
      await page.getByRole("button", { name: "English" }).click();
      await page.getByRole("link", { name: "Help" }).click();
      await page.getByRole("heading", { level: 1, name: "Help" }).waitFor();
      expect(await page.getByRole("link", { name: "Help" }).isVisible()).toBe(false);
    });
  });

  test("WideScreen_HasNoButtonForItsPlaces", async () => {
    await visit("home", { viewport: { width: 1024, height: 720 } }, "vi", async ({ page }) => {
      expect(await page.getByRole("button", { name: "Các trang" }).isVisible()).toBe(false);
      expect(await page.getByRole("link", { name: "Trợ giúp" }).isVisible()).toBe(true);
      expect(await page.locator(".frame").evaluate((frame) => frame.getBoundingClientRect().height)).toBeLessThan(70);
    });
  });
});
