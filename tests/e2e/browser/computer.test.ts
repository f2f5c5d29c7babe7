// What befalls the school's computer, as the page tells it: others use it, its clock is wrong, its disk is full, it is offline.
import { describe, expect, test } from "vitest";
import { maySmallDisk, reportOf } from "./commune";
import { expectAccessible } from "./judge";
import { agent, box, clerk, commune, fillIn, goTo, kept, open, page, profile, sceneForEach, sitAt, submit, syncNow, wordOf } from "./scene";

sceneForEach("31TK01");

const day = 86_400;

describe("Computer", () => {
  test("I3_SharedComputer_PinIsSetAskedWrongThreeTimesForgottenAndSetAnew", async () => {
    await agent.start();
    await open("#/form/2026-Q2/ho_so");
    await box("gv").fill("20");
    await kept();
    // Set by who installed it: from then on everybody is asked, whoever was here already too, and the form stays in sight.
    agent.answer("2468ab\n2468ab\n", "pin", "set");
    await box("nv").fill("5");
    const pin = page.getByLabel("Mã PIN");
    await pin.waitFor();
    expect(await box("nv").inputValue()).toBe("5");
    await expectAccessible(page, "asked for the PIN");
    for (const wrong of ["111111", "222222", "333333"]) {
      await pin.fill(wrong);
      await page.keyboard.press("Enter");
      // What was forgotten is not found out: the way is a new one.
      await page.getByText("Mã PIN chưa đúng").waitFor();
      await page.getByText("nhờ người cài đặt máy này đặt mã mới").waitFor();
      await expect.poll(() => pin.inputValue()).toBe("");
    }
    agent.answer("nhớ mãi 1\nnhớ mãi 1\n", "pin", "set");
    await pin.fill("2468ab");
    await page.keyboard.press("Enter");
    await page.getByText("Mã PIN chưa đúng").waitFor();
    await pin.fill("nhớ mãi 1");
    await page.keyboard.press("Enter");
    // What was typed before the door is kept now.
    await kept();
    expect(await box("gv").inputValue()).toBe("20");
    expect(agent.run("--json", "show", "ho_so", "2026-Q2")).toContain('"number": "5"');
    // Another user of this computer: no launch address, and nothing of the school in sight.
    const address = new URL("/", page.url()).href;
    await sitAt(address);
    await page.getByLabel("Mã PIN").waitFor();
    expect(await page.locator(".frame").count()).toBe(0);
    expect(clerk.complaints).toEqual([]);
  });

  test("B1_ClockSixteenYearsBehind_IsSaidAndTheEntryArrives", async () => {
    await worksAsEver(`-${16 * 365 * day}`, "chậm hơn đồng hồ của hub 16 năm");
  });

  test("B2_ClockTenYearsAhead_IsSaidAndTheEntryArrives", async () => {
    await worksAsEver(`+${10 * 365 * day}`, "nhanh hơn đồng hồ của hub 10 năm");
  });

  test.skipIf(!maySmallDisk)("A13_DiskFull_WhatIsTypedStaysInItsBoxAndIsKeptOnceThereIsRoom", async () => {
    await agent.startOnSmallDisk(64);
    await open("#/form/2026-Q2/ho_so");
    await box("gv").fill("20");
    await kept();
    // For once there is room that was kept back for such a day.
    agent.fillDisk();
    await fillIn({ nv: "5", cbql: "2" });
    await kept();
    await goTo("#/");
    await page.getByText("đã đầy hoặc sắp đầy; hãy dọn bớt").waitFor();
    agent.fillDisk();
    await goTo("#/form/2026-Q2/ho_so");
    const note = page.getByLabel("Ghi chú gửi xã");
    const refused = page.getByRole("alert").getByText("Ổ đĩa đầy: chưa lưu được");
    let words = "";
    await expect.poll(async () => {
      // What is at hand in the files already is used up first.
      await note.fill((words = `${words.length}${" chữ".repeat(400)}`));
      return refused.count();
    }).toBe(1);
    await box("ho_ph").fill("180");
    await page.getByText("Chưa giữ được những gì vừa gõ").waitFor();
    expect([await box("ho_ph").inputValue(), await note.inputValue()]).toEqual(["180", words]);
    await page.getByRole("button", { name: /^Nộp/ }).click();
    expect(await page.getByText("Đã lưu trên máy này").count()).toBe(0);
    agent.makeRoom();
    await kept();
    expect([await box("ho_ph").inputValue(), await note.inputValue()]).toEqual(["180", words]);
    await expect.poll(() => agent.run("--json", "show", "ho_so", "2026-Q2")).toContain('"number": "180"');
    await fillIn(profile);
    await kept();
    await submit();
    expect(clerk.complaints).toEqual([]);
  });

  test("A25_AWeekOffline_EachDaysWorkStaysAndGoesInOneSync", async () => {
    await commune.stopHub();
    const report = reportOf("31TK01", "2026-Q2");
    const days = ["ho_so", "muc_tieu", "nhiem_vu"];
    for (const [i, form] of days.entries()) {
      const clock = `+${3 * i * day}` as const;
      await agent.start(clock);
      await open(`#/form/2026-Q2/${form}`, { clock });
      await fillIn(report.get(form) ?? {});
      await kept();
      await submit();
      await goTo("#/");
      await page.locator(".sync").getByText(`${i + 1} mục chờ gửi.`).waitFor();
      // In the evening it is switched off as computers at schools are.
      await agent.kill();
    }
    const clock = `+${7 * day}` as const;
    await commune.startHub(clock);
    await agent.start(clock);
    await open("", { clock });
    await page.getByRole("button", { name: "Đồng bộ ngay" }).click();
    await page.locator(".sync-good").getByText("Không có gì chờ gửi.").waitFor();
    for (const title of ["Hồ sơ đơn vị", "Kết quả theo mục tiêu", "Kết quả theo nhiệm vụ"]) {
      await expect.poll(() => wordOf(title).textContent()).toContain("hub đã nhận");
    }
    for (const [i, form] of days.entries()) {
      const { revisions } = JSON.parse(commune.hub("--json", "history", "31TK01", form, "2026-Q2")) as { revisions: { entered_at: string; received_at: string }[] };
      expect(revisions.length).toBe(1);
      // The day on which it was entered stands beside the one on which it came.
      const [entered, received] = [Number(revisions[0]?.entered_at), Number(revisions[0]?.received_at) / 1000];
      expect(Math.round((received - entered) / day)).toBe(7 - 3 * i);
    }
    expect(clerk.complaints).toEqual([]);
  });
});

async function worksAsEver(clock: `${"+" | "-"}${number}`, words: string): Promise<void> {
  await agent.start(clock);
  await open("#/form/2026-Q2/ho_so", { clock });
  await fillIn(profile);
  await kept();
  await submit();
  await goTo("#/");
  await syncNow();
  await page.getByText(words).waitFor();
  await page.getByText("vẫn nhập, lưu và gửi được như thường").waitFor();
  await expect.poll(() => wordOf("Hồ sơ đơn vị").textContent()).toContain("hub đã nhận");
  // What is overdue is so by the hub's clock: it is after the second quarter and before the fourth's end at the hub too.
  await expectOverdueByTheHubsClock();
  await goTo("#/computer");
  await page.getByText(words).waitFor();
  const { revisions } = JSON.parse(commune.hub("--json", "history", "31TK01", "ho_so", "2026-Q2")) as { revisions: { received_at: string }[] };
  // Received is when the hub's clock says.
  expect(Math.abs(Number(revisions[0]?.received_at) - Date.now())).toBeLessThan(600_000);
  expect(clerk.complaints).toEqual([]);
}

// As many as the days of the plan say: the form's own due day against the true clock.
async function expectOverdueByTheHubsClock(): Promise<void> {
  const { forms } = JSON.parse(agent.run("--json", "forms")) as { forms: { due: string; word: string; optional: boolean; locked: boolean; carried_from: string }[] };
  const today = new Date().toISOString().slice(0, 10);
  const open = forms.filter((f) => f.word === "WORD_NOT_BEGUN" && !f.optional && !f.locked && f.carried_from === "");
  expect(open.length).toBeGreaterThan(0);
  await expect.poll(() => page.locator(".tag-warn").count()).toBe(open.filter((f) => f.due < today).length);
}
