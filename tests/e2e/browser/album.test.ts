// The pictures of docs/clerk.md are what the page looks like. Clock, data and letters are the same each time.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Browser, Page } from "playwright-core";
import { compare } from "./album";
import { launchBrowser, sitDown, type Clerk } from "./browser";
import { Commune, reportOf, type Agent } from "./commune";
import { settled } from "./judge";

const unit = "31TK13";
const now = Date.UTC(2026, 6, 3, 1) / 1000; // a Friday morning, a week before the second quarter is due
const clerk = "Nguyễn Thị Hồng";

let browser: Browser;
let commune: Commune;
let agent: Agent;

const report = reportOf(unit, "2026-Q2");
const asTyped = (form: string) => [...(report.get(form) ?? [])].map(([field, text]) => `${field}=${text}`);

beforeAll(async () => {
  browser = await launchBrowser();
  commune = new Commune(`@${now}`);
  await commune.startHub();
  agent = commune.enroll(unit);
  const second = commune.enroll(unit);
  // Other schools, so that there is a commune to stand beside.
  for (const other of ["31TK10", "31TK11", "31TK12"]) {
    const on = commune.enroll(other);
    for (const form of ["ho_so", "muc_tieu", "nhiem_vu"]) {
      const values = [...(reportOf(other, "2026-Q2").get(form) ?? [])].map(([field, text]) => `${field}=${text}`);
      submit(on, form, values);
    }
    on.run("sync");
  }
  // One form accepted, one returned, one that two computers entered, a draft with mistakes, and the others not begun.
  submit(agent, "ho_so", asTyped("ho_so"));
  submit(agent, "nhiem_vu", asTyped("nhiem_vu"));
  agent.run("sync");
  second.run("sync");
  commune.hub("accept", unit, "ho_so", "2026-Q2");
  commune.hub("return", unit, "nhiem_vu", "2026-Q2", "--reason", "Xin xem lại số giáo viên đã dự tập huấn.", "--field", "pl31_gv=Có tính cả giáo viên hợp đồng không?");
  const models = asTyped("mo_hinh");
  submit(agent, "mo_hinh", models);
  submit(second, "mo_hinh", models.map((typed) => typed.replace(/^pl42_1_ho=.*/, "pl42_1_ho=168")));
  agent.run("sync");
  second.run("sync");
  agent.run("sync");
  expect(() => agent.run("enter", "muc_tieu", "2026-Q2", "--author", clerk, ...asTyped("muc_tieu").slice(2, 4), "mt1a_cbql=9", "mt1a_gv=2O")).toThrow("The draft is kept");
  agent.run("message", "send", "Giáo viên hợp đồng có tính không ạ?", "--form", "nhiem_vu", "--period", "2026-Q2", "--author", clerk);
  agent.run("message", "send", "Mạng ở điểm trường lẻ rất yếu, có khi cả tuần không có.", "--about", "difficulty", "--author", clerk);
  agent.run("sync");
  await agent.start();
});
afterAll(async () => {
  await commune?.close();
  await browser?.close();
});

function submit(on: Agent, form: string, values: readonly string[]): void {
  on.run("enter", form, "2026-Q2", "--author", clerk, ...values);
  on.run("submit", form, "2026-Q2");
}

const pages = {
  home: { hash: "#/", ready: ".period[open] .forms" },
  form: { hash: "#/form/2026-Q2/muc_tieu", ready: ".row" },
  returned: { hash: "#/form/2026-Q2/nhiem_vu", ready: ".returned" },
  carried: { hash: "#/form/2026-Q3/ho_so", ready: ".row" },
  choose: { hash: "#/choose/2026-Q2/mo_hinh", ready: ".choosing" },
  versions: { hash: "#/history/2026-Q2/mo_hinh", ready: ".version" },
  school: { hash: "#/school", ready: ".own" },
  messages: { hash: "#/messages", ready: ".message" },
  import: { hash: "#/import", ready: ".import-ways" },
  computer: { hash: "#/computer", ready: ".facts-list" },
  help: { hash: "#/help", ready: ".states" },
  telephone: { hash: "#/form/2026-Q2/muc_tieu", ready: ".row" },
} as const;

async function sit(name: string, act: (page: Page, clerk: Clerk) => Promise<void>): Promise<void> {
  const viewport = name === "telephone" ? { width: 360, height: 640 } : { width: 1024, height: 720 };
  // The letters of one font, whatever else is installed: which the page's own policy would not let in.
  const sitting = await sitDown(browser, { viewport, timezoneId: "Asia/Ho_Chi_Minh", reducedMotion: "reduce", bypassCSP: true });
  try {
    await sitting.page.clock.setFixedTime(now * 1000);
    await act(sitting.page, sitting);
    await sitting.page.addStyleTag({ content: '* { font-family: "Liberation Sans" !important; }' });
    const { differing, words } = await compare(browser, sitting.page, name);
    expect(differing, words).toBe(0);
  } finally {
    await sitting.context.close();
  }
}

describe("Album", () => {
  test.each(Object.keys(pages) as (keyof typeof pages)[])("%s_InTheManual_IsWhatThePageLooksLike", async (name) => {
    await sit(name, async (page, clerk) => {
      await page.goto(agent.open());
      await page.locator(".frame .school-name:not(:empty)").waitFor();
      await page.goto(new URL(pages[name].hash, page.url()).href);
      await page.locator(pages[name].ready).first().waitFor();
      await settled(clerk);
    });
  });

  test("enroll_InTheManual_IsWhatThePageLooksLike", async () => {
    const stranger = commune.stranger();
    await stranger.start();
    await sit("enroll", async (page, clerk) => {
      await page.goto(stranger.open());
      await page.getByLabel("Địa chỉ trên phiếu").fill("192.168.1.5:7400");
      await page.getByLabel("Mã trên phiếu").fill("ABCD-EFGH-JKMN-PQRS-TVWX-YZ01-23");
      await settled(clerk);
    });
  });

  test("pin_InTheManual_IsWhatThePageLooksLike", async () => {
    agent.answer("2468ab\n2468ab\n", "pin", "set");
    await sit("pin", async (page) => {
      await page.goto(new URL("/", agent.open()).href);
      await page.getByLabel("Mã PIN").waitFor();
    });
    agent.run("pin", "clear");
  });
});
