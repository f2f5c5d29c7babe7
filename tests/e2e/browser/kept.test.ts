// What a clerk has written is there again after another page, and after a power cut.
import { afterEach, describe, expect, test } from "vitest";
import { join } from "node:path";
import { startMortalBrowser, type MortalBrowser } from "./browser";
import { agent, box, clerk, commune, goTo, kept, open, page, profile, sceneForEach, submitted } from "./scene";

sceneForEach("31TK01");

let mortal: MortalBrowser | undefined;
afterEach(async () => {
  await mortal?.kill();
  mortal = undefined;
});

// The same person, the same browser, at the same computer.
async function sitDownAgain(hash: string) {
  await mortal?.kill();
  mortal = await startMortalBrowser(join(commune.root, "browser"));
  await mortal.page.goto(agent.open());
  await mortal.page.locator(".frame .school-name:not(:empty)").waitFor();
  await mortal.page.goto(new URL(hash, mortal.page.url()).href);
  return mortal.page;
}

const form = "#/form/2026-Q2/ho_so";
const question = "Giáo viên hợp đồng dưới 9 tháng\ncó tính không ạ?";

describe("Kept", () => {
  test("A1_BrowserKilledWhileAMessageIsWritten_ItIsThereAgainUntilItIsSent", async () => {
    await agent.start();
    let now = await sitDownAgain(form);
    await now.getByText("Trao đổi với xã về biểu này").click();
    await now.getByLabel("Viết cho xã").fill(question);
    await now.getByLabel("Đây là").selectOption({ label: "khó khăn, vướng mắc" });
    await now.getByText("Lời đang viết đã được giữ, chưa gửi.").waitFor();
    now = await sitDownAgain(form);
    // It stands open, or nobody would know of it.
    await expect.poll(() => now.getByLabel("Viết cho xã").inputValue()).toBe(question);
    expect(await now.getByLabel("Đây là").locator("option:checked").textContent()).toBe("khó khăn, vướng mắc");
    await now.getByRole("button", { name: "Gửi", exact: true }).click();
    await now.locator(".message", { hasText: "dưới 9 tháng" }).waitFor();
    await expect.poll(() => now.getByLabel("Viết cho xã").inputValue()).toBe("");
    now = await sitDownAgain("#/messages");
    await now.locator(".thread-end", { hasText: "dưới 9 tháng" }).waitFor();
    expect(await now.getByLabel("Viết cho xã").inputValue(), "another thread").toBe("");
  });

  test("AnotherPageMeanwhile_EachThreadHasItsOwn", async () => {
    await agent.start();
    await open("#/messages");
    await page.getByLabel("Viết cho xã").fill("Mạng rất yếu.");
    await page.getByText("Lời đang viết đã được giữ").waitFor();
    await goTo(form);
    await box("gv").waitFor();
    expect(await page.locator(".form-thread[open]").count()).toBe(0);
    await page.getByText("Trao đổi với xã về biểu này").click();
    expect(await page.getByLabel("Viết cho xã").inputValue()).toBe("");
    await goTo("#/messages");
    await expect.poll(() => page.getByLabel("Viết cho xã").inputValue()).toBe("Mạng rất yếu.");
    // Taken back is forgotten.
    await page.getByLabel("Viết cho xã").fill("");
    await expect.poll(() => page.getByText("Lời đang viết đã được giữ").count()).toBe(0);
    await page.reload();
    await page.getByLabel("Viết cho xã").waitFor();
    expect(await page.getByLabel("Viết cho xã").inputValue()).toBe("");
  });

  test("SentAndTheWindowClosedAtThatInstant_IsNotOfferedAgain", async () => {
    await agent.start();
    await open("#/messages");
    await page.getByLabel("Viết cho xã").fill("Mạng rất yếu.");
    await page.getByText("Lời đang viết đã được giữ").waitFor();
    // As if this window had sent it and was gone before it could forget.
    agent.run("message", "send", "Mạng rất yếu.");
    await page.reload();
    await page.locator(".message", { hasText: "Mạng rất yếu." }).waitFor();
    await expect.poll(() => page.getByLabel("Viết cho xã").inputValue()).toBe("");
  });

  test("A1_BrowserKilledInAForm_NoteReasonAuthorAndWhatCannotBeReadAreThere", async () => {
    submitted(profile);
    await agent.start();
    let now = await sitDownAgain("#/form/2026-Q3/ho_so");
    const field = (code: string) => now.locator(`[data-box="${code}"]`);
    await field("gv").fill("60");
    await field("nv").fill("5 người");
    await field("ho_ph").fill("180");
    await now.locator(".reason input").first().fill("nhận thêm từ trường khác");
    await now.getByLabel("Người nhập").fill("Nguyễn Thị Hồng");
    await now.getByLabel("Ghi chú gửi xã").fill("Đã đếm lại hai lần.");
    await now.locator("[data-kept=true]").waitFor();
    now = await sitDownAgain("#/form/2026-Q3/ho_so");
    await expect.poll(() => field("nv").inputValue()).toBe("5 người");
    // With what is wrong with it, at once.
    await now.locator(".row", { has: field("nv") }).getByText("“5 người” không phải số").waitFor();
    expect(await field("nv").getAttribute("aria-invalid")).toBe("true");
    expect(await field("gv").inputValue()).toBe("60");
    expect(await now.locator(".reason input").first().inputValue()).toBe("nhận thêm từ trường khác");
    expect(await now.getByLabel("Người nhập").inputValue()).toBe("Nguyễn Thị Hồng");
    expect(await now.getByLabel("Ghi chú gửi xã").inputValue()).toBe("Đã đếm lại hai lần.");
  });

  test("WhatIsTooLongForABoxInAList_StaysInItUntilItIsMended", async () => {
    await agent.start();
    await open("#/form/2026-Q2/sang_kien");
    await page.getByRole("button", { name: "Thêm một mục" }).first().click();
    const long = "Sổ tay số ".repeat(25);
    await box("sang_kien.1.ghi_chu").fill("một dòng");
    await box("sang_kien.1.ten").fill(long);
    await kept();
    await box("sang_kien.1.ten").blur();
    const said = page.locator(".row", { has: box("sang_kien.1.ten") }).getByText("nhiều nhất được 200");
    await said.waitFor();
    expect(await box("sang_kien.1.ten").inputValue()).toBe(long);
    await page.reload();
    await expect.poll(() => box("sang_kien.1.ten").inputValue()).toBe(long);
    await said.waitFor();
    await box("sang_kien.1.ten").fill("Sổ tay số");
    await kept();
    await expect.poll(() => said.count()).toBe(0);
    expect(clerk.complaints).toEqual([]);
  });

  test("A1_BrowserKilledBeforeAnImport_ThePastedRowsAreThereUntilTheyAreIn", async () => {
    await agent.start();
    const rows = `period\tform\tfield\tvalue\n${Object.entries(profile).map(([field, text]) => `2026-Q2\tho_so\t${field}\t${text}`).join("\n")}`;
    let now = await sitDownAgain("#/import");
    await now.getByRole("textbox").fill(rows);
    await now.getByText("Phần đã dán được giữ").waitFor();
    now = await sitDownAgain("#/import");
    await expect.poll(() => now.getByRole("textbox").inputValue()).toBe(rows);
    await now.getByRole("button", { name: "Xem trước phần đã dán" }).click();
    await now.getByRole("button", { name: "Nhập và lưu" }).click();
    await now.getByText("Đã lưu 1 báo cáo từ 7 dòng.").waitFor();
    await expect.poll(() => now.getByRole("textbox").inputValue()).toBe("");
    now = await sitDownAgain("#/import");
    await now.getByRole("textbox").waitFor();
    expect(await now.getByRole("textbox").inputValue()).toBe("");
  });
});
