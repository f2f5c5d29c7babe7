// What school and office write to each other.
import { describe, expect, test } from "vitest";
import { expectAccessible } from "./judge";
import { agent, clerk, commune, goTo, open, page, sceneForEach, syncNow } from "./scene";

sceneForEach("31TK01");

describe("Messages", () => {
  test("Question_StandsAtItsFormAndGoesWithTheNextSync", async () => {
    await agent.start();
    await open("#/form/2026-Q2/ho_so");
    await page.getByText("Trao đổi với xã về biểu này").click();
    await page.getByLabel("Viết cho xã").fill("Giáo viên hợp đồng có tính không ạ?");
    await page.getByRole("button", { name: "Gửi", exact: true }).click();
    await page.locator(".message", { hasText: "hợp đồng" }).waitFor();
    await goTo("#/");
    await syncNow();
    await goTo("#/messages");
    await page.locator(".thread-end", { hasText: "Hồ sơ đơn vị" }).getByText("hub đã nhận").waitFor();
    // Written where nobody asked about a form.
    await page.getByLabel("Viết cho xã").fill("Mạng ở điểm trường lẻ rất yếu.");
    await page.getByLabel("Đây là").selectOption({ label: "khó khăn, vướng mắc" });
    await page.getByRole("button", { name: "Gửi", exact: true }).click();
    await page.locator(".message", { hasText: "điểm trường lẻ" }).getByText("khó khăn, vướng mắc").waitFor();
    await expectAccessible(page, "messages");
    expect(clerk.complaints).toEqual([]);
  });

  test("TheOfficesAnswer_IsSaidOnTheFirstPageUntilItIsSeen", async () => {
    await agent.start();
    await open();
    commune.hub("message", "send", "31TK01", "Có, nếu hợp đồng từ 9 tháng.", "--form", "ho_so", "--period", "2026-Q2");
    await syncNow();
    await page.getByRole("link", { name: "Xã có 1 lời mới" }).click();
    await page.locator(".thread-end", { hasText: "9 tháng" }).getByRole("link").click();
    // It is open, as there is something new in it, and stays so.
    await page.locator(".thread .message-office", { hasText: "9 tháng" }).getByText("mới", { exact: true }).waitFor();
    await expect.poll(() => page.locator(".badge").count()).toBe(0);
    expect(await page.locator(".thread .message-office").count()).toBe(1);
    await goTo("#/");
    await page.locator(".sync").waitFor();
    await expect.poll(() => page.getByText("lời mới").count()).toBe(0);
    expect(clerk.complaints).toEqual([]);
  });
});
