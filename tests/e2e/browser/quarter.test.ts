// A quarter as a clerk does it who has ten minutes and no mouse: from the first page to "received", every form of it.
import { describe, expect, test } from "vitest";
import { reportOf } from "./commune";
import { agent, clerk, commune, open, optionOf, page, sceneForEach, wordOf } from "./scene";

sceneForEach("31TK01");

const press = (key: string) => page.keyboard.press(key);

// What has the focus: its name, the box it is or belongs to, and the options beside it.
interface Place {
  readonly name: string;
  readonly box: string;
  readonly options: readonly string[];
}
function place(): Promise<Place> {
  return page.evaluate(() => {
    const at = document.activeElement as HTMLElement;
    const box = at.closest("[data-box]");
    const options = [...(box?.querySelectorAll<HTMLInputElement>("input[type=radio]") ?? [])].map((one) => one.value);
    const name = at.getAttribute("aria-label") ?? (at instanceof HTMLInputElement ? (at.labels?.[0]?.textContent ?? "") : (at.textContent ?? ""));
    return { name: name.trim(), box: box?.getAttribute("data-box") ?? "", options };
  });
}

// As far as Tab goes until something of that name has the focus.
async function tabTo(name: RegExp): Promise<void> {
  for (let i = 0; i < 60; i += 1) {
    if (name.test((await place()).name)) return;
    await press("Tab");
  }
  throw new Error(`Tab does not come to ${name}`);
}

// From box to box by Enter; a choice by the space bar and arrows.
async function typeAll(fields: ReadonlyMap<string, string>): Promise<void> {
  const left = new Set(fields.keys());
  for (let at = await place(); at.box !== "" && left.size > 0; at = await place()) {
    const text = fields.get(at.box);
    left.delete(at.box);
    if (text !== undefined && at.options.length === 0) await page.keyboard.type(text);
    if (text !== undefined && at.options.length > 0) {
      await press("Space");
      for (let i = at.options.indexOf(optionOf(text)); i > 0; i -= 1) await press("ArrowRight");
    }
    await press("Enter");
  }
  expect([...left]).toEqual([]);
}

describe("Quarter", () => {
  test("AllFormsByKeyboardAlone_AreReceived", async () => {
    await agent.start();
    await open();
    const report = reportOf("31TK01", "2026-Q2");
    await tabTo(/^Nhập: Hồ sơ đơn vị, Quý II/);
    await press("Enter");
    for (const form of ["ho_so", "muc_tieu", "nhiem_vu", "mo_hinh", "sang_kien", "thuyet_minh"]) {
      await expect.poll(() => page.url()).toContain(`#/form/2026-Q2/${form}`);
      // The focus is in its first box; at the form itself only where that has none.
      const first = form === "sang_kien" ? ".form" : "[data-box]";
      await expect.poll(() => page.evaluate((where) => document.activeElement?.closest(where) != null, first)).toBe(true);
      if (form === "sang_kien") await addToTheList("dien_hinh", report.get(form));
      else await typeAll(report.get(form) ?? new Map());
      if (form === "ho_so") {
        await tabTo(/^Người nhập/);
        await page.keyboard.type("Nguyễn Thị Hồng");
      }
      await press("Control+Enter");
      await page.getByText("Đã lưu trên máy này").waitFor();
      // Enter goes on: to the next form, or back.
      await expect.poll(async () => (await place()).name).toMatch(/^(Biểu tiếp theo|Về trang chính)/);
      await press("Enter");
    }
    await page.getByRole("heading", { name: "Việc cần làm" }).waitFor({ state: "attached" });
    await tabTo(/^Đồng bộ ngay/);
    await press("Enter");
    for (const title of ["Hồ sơ", "mục tiêu", "nhiệm vụ", "Mô hình", "Sáng kiến", "Thuyết minh"]) {
      await expect.poll(() => wordOf(title).textContent()).toContain("hub đã nhận");
    }
    expect(commune.hub("history", "31TK01", "sang_kien", "2026-Q2")).toContain("Tổ mẫu giáo 5 tuổi");
    expect(commune.hub("history", "31TK01", "thuyet_minh", "2026-Q2")).toContain("Nguyễn Thị Hồng");
    expect(clerk.complaints).toEqual([]);
  });
});

async function addToTheList(list: string, fields: ReadonlyMap<string, string> | undefined): Promise<void> {
  await tabTo(/^Thêm một mục/);
  await press("Tab");
  await tabTo(/^Thêm một mục/); // of the second list
  await press("Enter");
  await page.locator(`[data-box^="${list}.1."]`).first().waitFor();
  // What was added has the focus.
  await expect.poll(async () => (await place()).box).toMatch(new RegExp(`^${list}\\.1\\.`));
  await typeAll(fields ?? new Map());
}
