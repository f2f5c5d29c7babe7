// What comes from others while a clerk types: the office's word, and another computer's version of the same form.
import { describe, expect, test } from "vitest";
import type { Agent } from "./commune";
import { expectAccessible } from "./judge";
import { agent, box, clerk, commune, kept, open, page, profile, sceneForEach, submitted } from "./scene";

sceneForEach("31TK01");

const form = "#/form/2026-Q2/ho_so";
const sentence = (words: string) => page.locator(".bar-news", { hasText: words });
const values = async () => new Map(await page.locator(".row input[data-box]").evaluateAll((all) => all.map((one) => [one.getAttribute("data-box") ?? "", (one as HTMLInputElement).value] as const)));
// Where each box stands on the screen, and in which the clerk is.
const places = () =>
  page.locator("[data-box]").evaluateAll((all) => ({
    boxes: all.map((one) => [one.getAttribute("data-box"), one.getBoundingClientRect().x, one.getBoundingClientRect().y]),
    at: document.activeElement?.getAttribute("data-box"),
    scrolled: window.scrollY,
  }));

// The school's other computer has read what this one submitted.
function secondComputer(): Agent {
  const second = commune.enroll("31TK01");
  submitted(profile);
  agent.run("sync");
  second.run("sync");
  return second;
}

describe("Arrivals", () => {
  test("ReturnedWhileTyping_IsSaidAtTheFootAndNothingMoves", async () => {
    submitted(profile);
    agent.run("sync");
    await agent.start();
    await open(form);
    await box("gv").fill("21");
    await kept();
    await box("nv").fill("1");
    await kept();
    const [before, typed] = [await places(), await values()];
    commune.hub("return", "31TK01", "ho_so", "2026-Q2", "--reason", "Xem lại số giáo viên", "--field", "cbql=Có cả hiệu phó không?");
    agent.run("sync");
    await sentence("Xã vừa trả lại biểu này: Xem lại số giáo viên").waitFor();
    expect(await places()).toEqual(before);
    expect(await values()).toEqual(typed);
    // Whoever types on is not disturbed by the keys after it either.
    await page.keyboard.type("0");
    await kept();
    expect((await places()).boxes).toEqual(before.boxes);
    expect(await box("nv").inputValue()).toBe("10");
    expect(await page.getByText("Có cả hiệu phó không?").count()).toBe(0);
    await expectAccessible(page, "returned while typing");
    await page.getByRole("button", { name: "Xem chỗ xã hỏi" }).click();
    await page.getByText("Xã hỏi: Có cả hiệu phó không?").waitFor();
    await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute("data-box"))).toBe("cbql");
    expect(await sentence("Xã vừa").count()).toBe(0);
    expect([await box("gv").inputValue(), await box("nv").inputValue()]).toEqual(["21", "10"]);
    expect(clerk.complaints).toEqual([]);
  });

  test("AcceptedWhileTyping_TheDraftIsSaidToBeAsItWas", async () => {
    submitted(profile);
    agent.run("sync");
    await agent.start();
    await open(form);
    await box("gv").fill("21");
    await kept();
    commune.hub("accept", "31TK01", "ho_so", "2026-Q2");
    agent.run("sync");
    await sentence("Bản nháp ở đây vẫn còn nguyên").waitFor();
    expect(await box("gv").inputValue()).toBe("21");
    await page.getByRole("button", { name: "Đóng" }).click();
    expect(await sentence("Xã vừa").count()).toBe(0);
  });

  test("AnotherComputerSubmitsWhileTyping_TheDraftStaysUntilTheClerkTakesWhatIsNew", async () => {
    const second = secondComputer();
    await agent.start();
    await open(form);
    await box("gv").fill("21");
    await kept();
    await box("tre_mn").focus();
    const [before, typed] = [await places(), await values()];
    submitted({ nv: "6" }, second);
    second.run("sync");
    agent.run("sync");
    await sentence("Máy khác của trường vừa nộp biểu này. Những gì gõ ở đây vẫn còn nguyên.").waitFor();
    expect(await places()).toEqual(before);
    expect(await values()).toEqual(typed);
    await page.keyboard.type("201");
    await kept();
    expect((await places()).boxes).toEqual(before.boxes);
    expect(await values()).toEqual(new Map(typed).set("tre_mn", "201"));
    await page.getByRole("button", { name: "Lấy phần mới" }).click();
    await sentence("Đã lấy số mới vào: Nhân viên. Hãy xem lại rồi nộp.").waitFor();
    expect(await values()).toEqual(new Map(typed).set("tre_mn", "201").set("nv", "6"));
    await expectAccessible(page, "taken over");
    await page.keyboard.press("Control+Enter");
    await page.getByText("Đã lưu trên máy này").waitFor();
    agent.run("sync");
    const { revisions } = JSON.parse(commune.hub("--json", "history", "31TK01", "ho_so", "2026-Q2")) as { revisions: { standing: string }[] };
    expect(revisions.map(({ standing }) => standing)).toEqual(["settled", "settled", "head"]);
    expect(clerk.complaints).toEqual([]);
  });

  test("BothChangedABox_TheOneHereIsKeptAndNamed", async () => {
    const second = secondComputer();
    await agent.start();
    await open(form);
    await box("gv").fill("21");
    await kept();
    submitted({ gv: "22", nv: "6" }, second);
    second.run("sync");
    agent.run("sync");
    await page.getByRole("button", { name: "Lấy phần mới" }).click();
    await sentence("Đã lấy số mới vào: Nhân viên. Hai máy cùng sửa, giữ số của máy này: Giáo viên.").waitFor();
    expect([await box("gv").inputValue(), await box("nv").inputValue()]).toEqual(["21", "6"]);
  });

  test("AnotherComputerSubmitsWhileOneLooks_TheFormShowsItAndSaysSo", async () => {
    const second = secondComputer();
    await agent.start();
    await open(form);
    await expect.poll(() => box("gv").inputValue()).toBe("20");
    submitted({ nv: "6" }, second);
    second.run("sync");
    agent.run("sync");
    await sentence("Máy khác của trường vừa nộp biểu này; các ô nay là số mới.").waitFor();
    expect(await box("nv").inputValue()).toBe("6");
    expect(await box("gv").inputValue()).toBe("20");
    expect(clerk.complaints).toEqual([]);
  });

  test("OwnSubmitAndItsReceipt_AreNoNewsAndTheWordFollows", async () => {
    await agent.start();
    await open(form);
    for (const [field, text] of Object.entries(profile)) await box(field).fill(text);
    await kept();
    await page.keyboard.press("Control+Enter");
    await page.getByText("Đã lưu trên máy này").waitFor();
    agent.run("sync");
    await page.locator(".form-facts .word", { hasText: "hub đã nhận" }).waitFor();
    expect(await page.locator(".bar-news p").count()).toBe(0);
  });
});
