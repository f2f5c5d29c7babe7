// The school's page in a browser, against real programs.
import { describe, expect, test } from "vitest";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expectAccessible } from "./judge";
import { noisyPng, png } from "./pictures";
import { agent, box, clerk, commune, kept, open as openPage, page, profile, sceneForEach, sitAt, submitted, wordOf } from "./scene";

sceneForEach("31TK01");

async function open(hash = ""): Promise<void> {
  await agent.start();
  await openPage(hash);
}

describe("Page", () => {
  test("FirstTimeClerk_ByKeyboardAlone_FromTheFormToAccepted", async () => {
    await open("#/form/2026-Q2/ho_so");
    await box("cbql").waitFor();
    // The form opens in its first empty box, and Enter leads on.
    await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute("data-box"))).toBe("cbql");
    await page.keyboard.type("2");
    await page.keyboard.press("Enter");
    await page.keyboard.type("2O");
    await page.keyboard.press("Enter");
    // At once, at the box: which one, what was typed, what to do.
    const row = page.locator(".row", { has: box("gv") });
    await row.getByText("“2O”").waitFor();
    expect(await box("gv").getAttribute("aria-invalid")).toBe("true");
    await page.keyboard.press("Shift+Enter");
    await page.keyboard.type("20");
    await page.keyboard.press("Enter");
    await expect.poll(() => row.locator(".finding").count()).toBe(0);
    for (const field of ["nv", "tong_nguoi", "tre_mn", "ho_ph", "nghi_dai_han_ql", "nghi_dai_han_gv"]) {
      await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute("data-box"))).toBe(field);
      const text = profile[field as keyof typeof profile] ?? "";
      if (text !== "") await page.keyboard.type(text);
      await page.keyboard.press("Enter");
    }
    await kept();
    await page.keyboard.press("Control+Enter");
    await page.getByText("Đã lưu trên máy này").waitFor();

    await page.goto(new URL("#/", page.url()).href);
    // The daemon may have sent it by itself.
    await page.getByRole("button", { name: "Đồng bộ ngay" }).click();
    await expect.poll(() => wordOf("Hồ sơ đơn vị").textContent()).toContain("hub đã nhận");
    await page.locator(".receipts li").first().waitFor();
    commune.hub("accept", "31TK01", "ho_so", "2026-Q2");
    await page.getByRole("button", { name: "Đồng bộ ngay" }).click();
    await expect.poll(() => wordOf("Hồ sơ đơn vị").textContent()).toContain("đã duyệt");
    expect(clerk.complaints).toEqual([]);
  });

  test("A1_KilledWhileTyping_WhatWasKeptIsThereAndWhatWasNotIsSaid", async () => {
    await open("#/form/2026-Q2/ho_so");
    await box("gv").fill("20");
    await kept();
    await agent.kill();
    await box("nv").fill("5");
    await page.getByRole("alert").getByText("Chưa giữ được những gì vừa gõ").waitFor();
    await agent.start();
    await page.goto(agent.open());
    await page.goto(new URL("#/form/2026-Q2/ho_so", page.url()).href);
    await expect.poll(() => box("gv").inputValue()).toBe("20");
    expect(agent.run("show", "ho_so", "2026-Q2")).toContain("20");
  });

  test("A1_AgentStartedAgainMeanwhile_TypingGoesOnWhereItWas", async () => {
    await open("#/form/2026-Q2/ho_so");
    await box("gv").fill("20");
    await kept();
    await agent.kill();
    await box("nv").fill("5");
    await page.getByRole("alert").getByText("Chưa giữ được").waitFor();
    await agent.start();
    // The session has ended with the program; another tab opens one, and this one goes on with it.
    await page.locator(".closed-above").getByText("bấm biểu tượng Gom").waitFor();
    const other = await clerk.context.newPage();
    await other.goto(agent.open());
    await expect.poll(() => JSON.parse(agent.run("--json", "show", "ho_so", "2026-Q2")).fields.find((f: { field: { code: string } }) => f.field.code === "nv")?.value?.number).toBe("5");
    await kept();
    expect(await box("gv").inputValue()).toBe("20");
  });

  test("C1_HubGone_WorkGoesOnAndTheLineSaysSo", async () => {
    await commune.stopHub();
    await open("#/form/2026-Q2/ho_so");
    for (const [field, text] of Object.entries(profile)) await box(field).fill(text);
    await kept();
    await page.getByRole("button", { name: /^Nộp/ }).click();
    await page.getByText("Đã lưu trên máy này").waitFor();
    await page.getByRole("link", { name: "Về trang chính" }).click();
    await page.getByRole("button", { name: "Đồng bộ ngay" }).click();
    await page.getByText("vẫn còn nguyên trên máy này").waitFor();
    await page.locator(".sync-warn").getByText("1 mục chờ gửi.").waitFor();
    expect(await wordOf("Hồ sơ đơn vị").textContent()).toContain("đã");
    await commune.startHub();
    await page.getByRole("button", { name: "Đồng bộ ngay" }).click();
    await page.locator(".sync-good").getByText("Không có gì chờ gửi.").waitFor();
    expect(await wordOf("Hồ sơ đơn vị").textContent()).toContain("hub đã nhận");
  });

  test("F10_ALockedPeriod_TakesTheReportAndHoldsItUntilItIsReopened", async () => {
    commune.hub("lock", "2026-Q2");
    agent.run("sync");
    await open("#/form/2026-Q2/ho_so");
    await page.getByText("Kỳ này đã khóa. Vẫn nộp được").waitFor();
    for (const [field, text] of Object.entries(profile)) await box(field).fill(text);
    await kept();
    await page.getByRole("button", { name: /^Nộp/ }).click();
    await page.getByText("Đã lưu trên máy này").waitFor();
    await page.getByRole("link", { name: "Về trang chính" }).click();
    await page.getByRole("button", { name: "Đồng bộ ngay" }).click();
    await expect.poll(() => wordOf("Hồ sơ đơn vị").textContent()).toContain("đang giữ");
    commune.hub("reopen", "2026-Q2");
    await page.getByRole("button", { name: "Đồng bộ ngay" }).click();
    await expect.poll(() => wordOf("Hồ sơ đơn vị").textContent()).toContain("hub đã nhận");
    expect(clerk.complaints).toEqual([]);
  });

  test("H13_ADateTypedShort_IsSaidBackWithItsMonth", async () => {
    await open("#/form/2026-Q2/mo_hinh");
    await box("pl42_1_ngay").fill("5/4/26");
    const echo = page.locator(".row", { has: box("pl42_1_ngay") }).locator(".echo");
    await expect.poll(() => echo.allTextContents()).toEqual(["ngày 5 tháng 4 năm 2026"]);
    await kept();
  });

  test("H1_H8_Returned_OpensAtTheFieldThatWasNamedAndIsMended", async () => {
    submitted(profile);
    agent.run("sync");
    commune.hub("return", "31TK01", "ho_so", "2026-Q2", "--reason", "Xem lại số giáo viên", "--field", "gv=Cao hơn năm trước?");
    agent.run("sync");
    await open();
    await page.getByRole("link", { name: "Sửa: Hồ sơ đơn vị" }).first().click();
    await page.getByText("Xem lại số giáo viên").waitFor();
    await page.getByText("Xã hỏi: Cao hơn năm trước?").waitFor();
    await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute("data-box"))).toBe("gv");
    // Zero, empty and not applicable are three things.
    await box("nghi_dai_han_gv").fill("0");
    await box("tong_nguoi").fill("na");
    await box("gv").fill("1.234");
    await page.getByText("một nghìn hai trăm ba mươi tư").waitFor();
    await kept();
    expect(await box("tong_nguoi").getAttribute("placeholder")).toBe("không áp dụng");
    await box("gv").fill("19");
    await box("tong_nguoi").fill("");
    await expect.poll(() => page.locator(".echo").count()).toBe(0);
    await page.keyboard.press("Control+Enter");
    // What stands between: warnings ask for a reason, once.
    const reason = page.locator(".reason input").first();
    if (await Promise.race([reason.waitFor().then(() => true), page.getByText("Đã lưu trên máy này").waitFor().then(() => false)])) {
      await reason.fill("đã đếm lại");
      await kept();
      await page.keyboard.press("Control+Enter");
    }
    await page.getByText("Đã lưu trên máy này").waitFor();
    agent.run("sync");
    expect(commune.hub("history", "31TK01", "ho_so", "2026-Q2")).toContain("19");
    expect(clerk.complaints).toEqual([]);
  });

  test("Undo_GivesBackWhatStoodThere", async () => {
    submitted(profile);
    await open("#/form/2026-Q2/ho_so");
    await box("gv").fill("21");
    await kept();
    await page.keyboard.press("Control+z");
    await expect.poll(() => box("gv").inputValue()).toBe("20");
    await page.keyboard.press("Control+y");
    await expect.poll(() => box("gv").inputValue()).toBe("21");
    await page.getByRole("button", { name: "Bỏ bản nháp" }).click();
    await page.getByRole("alertdialog").getByRole("button", { name: "Bỏ bản nháp" }).click();
    await expect.poll(() => box("gv").inputValue()).toBe("20");
  });

  test("E16_TwoComputers_AreShownSideBySideAndOneIsChosen", async () => {
    conflict();
    await open();
    await page.getByRole("link", { name: "Chọn bản: Hồ sơ đơn vị" }).first().click();
    await page.getByRole("heading", { name: /Chọn giữa hai bản/ }).waitFor();
    await expect.poll(() => page.locator(".choosing tbody tr").count()).toBe(2);
    // Who, when and where, of each.
    const facts = page.locator(".sides .version .facts");
    expect(await facts.count()).toBe(2);
    for (const made of [/^người nhập: cô Hồng · nhập lúc \d\d:\d\d .*máy này/, /^người nhập: cô Lan · nhập lúc \d\d:\d\d .*máy khác/]) {
      expect(await facts.filter({ hasText: made }).count()).toBe(1);
    }
    await page.locator(".choosing tr", { hasText: "Giáo viên" }).getByRole("radio").nth(1).check();
    await page.locator(".choosing tr", { hasText: "Nhân viên" }).getByRole("textbox").fill("8");
    await page.getByRole("button", { name: "Lưu theo từng ô" }).click();
    await page.getByText("Không có hai bản nào phải chọn.").waitFor();
    agent.run("sync");
    const shown = JSON.parse(agent.run("--json", "show", "ho_so", "2026-Q2")) as { fields: { field: { code: string }; value?: { number?: string } }[] };
    const value = (code: string) => shown.fields.find((f) => f.field.code === code)?.value?.number;
    expect([value("gv"), value("nv")]).toEqual(["22", "8"]);
    await page.getByRole("link", { name: "Các lần nộp" }).click();
    await expect.poll(() => page.locator(".version").count()).toBeGreaterThanOrEqual(3);
  });

  test("TwoComputersThatChangedDifferentFields_AreOneReportAndNobodyIsAsked", async () => {
    const second = commune.enroll("31TK01");
    submitted(profile);
    agent.run("sync");
    second.run("sync");
    submitted({ gv: "21" });
    submitted({ nv: "6" }, second);
    for (const one of [agent, second, agent]) one.run("sync");
    await open("#/form/2026-Q2/ho_so");
    await expect.poll(() => box("gv").inputValue()).toBe("21");
    expect(await box("nv").inputValue()).toBe("6");
    expect(await page.getByText("Hai máy đã nhập khác nhau").count()).toBe(0);
    await page.getByRole("link", { name: "Các lần nộp" }).click();
    await expect.poll(() => page.locator(".version").count()).toBe(4);
    expect(await page.locator(".version", { hasText: "máy khác" }).count()).toBeGreaterThanOrEqual(1);
    expect(clerk.complaints).toEqual([]);
  });

  test("G17_H12_Import_IsSeenRowByRowAndAllOrNothing", async () => {
    await open("#/import");
    const bad = "period;form;field;value\n2026-Q2;ho_so;gv;20\n2026-Q2;ho_so;nv;<b>5</b>\n";
    await page.getByRole("textbox").fill(bad);
    await page.getByRole("button", { name: "Xem trước phần đã dán" }).click();
    await page.getByText("được 1 dòng, cần sửa 1").waitFor();
    await page.locator("td", { hasText: "<b>5</b>" }).first().waitFor();
    expect(await page.locator("td b").count()).toBe(0);
    expect(await page.getByRole("button", { name: "Nhập và lưu" }).isDisabled()).toBe(true);
    // As a spreadsheet puts it on the clipboard.
    const rows = Object.entries(profile).map(([field, text]) => `2026-Q2\tho_so\t${field}\t${text}\n`);
    await page.getByRole("textbox").first().fill(`period\tform\tfield\tvalue\n${rows.join("")}`);
    await page.getByRole("button", { name: "Xem trước phần đã dán" }).click();
    await page.getByText("được 7 dòng, cần sửa 0").waitFor();
    await page.getByRole("button", { name: "Nhập và lưu" }).click();
    await page.getByText("Đã lưu 1 báo cáo từ 7 dòng.").waitFor();
    expect(agent.run("show", "ho_so", "2026-Q2")).toContain("180");
  });

  test("G1_BySticks_WhatWaitsGoesOutAndTheReplyComesIn", async () => {
    submitted(profile);
    await commune.stopHub();
    await open();
    const download = page.waitForEvent("download");
    await page.getByRole("button", { name: "Xuất tệp để mang đi" }).click();
    const stick = join(commune.root, "stick.gom");
    await (await download).saveAs(stick);
    const reply = join(commune.root, "reply.gom");
    commune.hub("bundle", "import", stick, "--reply", reply);
    const takeIn = async () => {
      const chooser = page.waitForEvent("filechooser");
      await page.getByRole("button", { name: "Nhập tệp trả lời" }).click();
      await (await chooser).setFiles(reply);
    };
    await takeIn();
    await page.getByText("Đã nhập trả lời: hub nhận 1 thay đổi").waitFor();
    await expect.poll(() => wordOf("Hồ sơ đơn vị").textContent()).toContain("hub đã nhận");
    await takeIn();
    await page.getByText("không có gì mới").waitFor();
  });

  test("G13_APhoto_IsMadeSmallAndGoesWithTheForm", async () => {
    const photo = join(commune.root, "hoat dong.png");
    writeFileSync(photo, png(640, 480));
    await open("#/form/2026-Q2/ho_so");
    await page.getByText("tránh cận mặt học sinh").waitFor();
    const chooser = page.waitForEvent("filechooser");
    await page.getByRole("button", { name: "Chọn tệp…" }).click();
    await (await chooser).setFiles(photo);
    await page.locator(".evidence-list li", { hasText: "hoat dong" }).waitFor();
    await page.getByText(/Đã thêm hoat dong\.png: .* kB, gọn lại còn .* kB\./).waitFor();
    expect(agent.run("evidence", "list", "ho_so", "2026-Q2")).toContain("hoat dong");
    await page.getByRole("button", { name: /^Bỏ: / }).click();
    await expect.poll(() => page.locator(".evidence-list li").count()).toBe(0);
  });

  test("G12_ALargePhoto_ComesInPiecesAndItsSizesAreShownBeforeItIsSent", async () => {
    const photo = join(commune.root, "hoi thao.png");
    writeFileSync(photo, noisyPng(1200, 1000));
    const pieces: number[] = [];
    await open("#/form/2026-Q2/ho_so");
    // The third piece waits until somebody has seen how far it is.
    let seen = () => {};
    const looked = new Promise<void>((resolve) => (seen = resolve));
    await page.route("**/PutEvidencePiece", async (route) => {
      pieces.push(route.request().postDataBuffer()?.length ?? 0);
      if (pieces.length === 3) await looked;
      await route.continue();
    });
    const chooser = page.waitForEvent("filechooser");
    await page.getByRole("button", { name: "Chọn tệp…" }).click();
    await (await chooser).setFiles(photo);
    // Which file it is, and how large, is said while it is on its way.
    await page.getByText(/Tệp 1\/1: hoi thao\.png \(\d+,\d MB\)\. Đang đưa vào máy/).waitFor();
    await expect.poll(() => page.locator(".evidence progress").getAttribute("value")).toBe(String(2 * 256 * 1024));
    seen();
    await page.getByText(/Đã thêm hoi thao\.png: \d+,\d MB, gọn lại còn \d+ kB\./).waitFor();
    await page.getByText(/Sẽ gửi 1 tệp, \d+ kB, sau khi nộp/).waitFor();
    expect(pieces.length).toBeGreaterThan(10);
    expect(Math.max(...pieces)).toBeLessThan(270_000);
    expect(clerk.complaints).toEqual([]);
  });

  test("G12_AFileThatIsTooLarge_IsRefusedBeforeItIsSent", async () => {
    const film = join(commune.root, "phim.jpg");
    writeFileSync(film, Buffer.alloc(25 * 1024 * 1024));
    await open("#/form/2026-Q2/ho_so");
    let pieces = 0;
    page.on("request", (request) => (pieces += request.url().endsWith("/PutEvidencePiece") ? 1 : 0));
    const chooser = page.waitForEvent("filechooser");
    await page.getByRole("button", { name: "Chọn tệp…" }).click();
    await (await chooser).setFiles(film);
    await page.getByRole("alert").getByText("quá mức").waitFor();
    expect(pieces).toBe(1);
  });

  test("PrintedEmpty_HasNoFiguresAndTheOneThatIsTypedStays", async () => {
    await open("#/form/2026-Q2/ho_so");
    await box("gv").fill("20");
    await kept();
    // What would be on the paper.
    await page.emulateMedia({ media: "print" });
    await page.evaluate(() => {
      window.print = () => {
        const seen = (selector: string) => getComputedStyle(document.querySelector(selector) ?? document.body);
        Object.assign(globalThis, { printed: [seen('[data-box="gv"]').color, seen(".bar").display, seen(".signatures").display] });
        dispatchEvent(new Event("afterprint"));
      };
      document.querySelectorAll<HTMLButtonElement>(".form-facts button").forEach((button) => button.textContent === "In biểu trống" && button.click());
    });
    expect(await page.evaluate(() => (globalThis as unknown as { printed: string[] }).printed)).toEqual(["rgba(0, 0, 0, 0)", "none", "flex"]);
    expect(await box("gv").evaluate((element) => getComputedStyle(element).color)).not.toBe("rgba(0, 0, 0, 0)");
    expect(await box("gv").inputValue()).toBe("20");
  });

  test("I3_WithoutASession_ThePageSaysHowToOpenIt", async () => {
    await agent.start();
    await sitAt(new URL("/", agent.open()).href);
    await page.getByText("bấm biểu tượng Gom").waitFor();
    expect(await page.getByText("gom-agent").count()).toBe(0);
    expect(await page.locator(".frame").count()).toBe(0);
    await expectAccessible(page, "closed");
  });
});

// -- what tests begin with -------------------------------------------------------------------------------------------

function conflict(): void {
  const second = commune.enroll("31TK01");
  submitted({ ...profile, gv: "21" }, agent, "cô Hồng");
  submitted({ ...profile, gv: "22", nv: "6" }, second, "cô Lan");
  agent.run("sync");
  second.run("sync");
  agent.run("sync");
}
