// A copy of the school's computer, made from its page on a stick.
import { describe, expect, test } from "vitest";
import { expectAccessible } from "./judge";
import { maySmallDisk } from "./commune";
import { agent, clerk, goTo, open, page, profile, sceneForEach, submitted } from "./scene";

sceneForEach("31TK01");

const stick = "/media/clerk/USB CUA LAN";
const save = () => page.getByRole("button", { name: /^Sao lưu \(/ });
const look = () => page.getByRole("button", { name: "Tìm lại" });

describe.skipIf(!maySmallDisk)("Backup", () => {
  test("CopyToAStick_IsReadBackAndBroughtBackOnAnotherComputer", async () => {
    await agent.startWithStick(stick, 64);
    submitted(profile);
    await open("#/computer");
    await page.getByLabel("Sao lưu vào").waitFor();
    expect(await page.getByLabel("Sao lưu vào").textContent()).toContain("USB CUA LAN");
    await expectAccessible(page, "before a copy");
    await save().click();
    const saved = page.getByText(/Đã sao lưu .* vào \/media\/clerk\/USB CUA LAN\/gom-31TK01-\d{8}-\d{4} và đọc lại đúng/);
    await saved.waitFor();
    const folder = / vào (.*) và đọc lại đúng/.exec((await saved.textContent()) ?? "")?.[1] ?? "";
    expect(agent.beside("ls", folder).split("\n")).toEqual(expect.arrayContaining(["DOC-TRUOC.txt", "agent.db", "agent.pem"]));
    // Another computer, with nothing on it.
    const data = `${agent.data}-new`;
    expect(agent.gom(data, "restore", folder)).toContain("The copy of");
    expect(agent.gom(data, "--json", "show", "ho_so", "2026-Q2")).toContain('"number": "20"');
    expect(clerk.complaints).toEqual([]);
  });

  test("NoStick_IsSaidAndFoundOnceItIsThere", async () => {
    await agent.startWithStick(undefined, 0);
    await open("#/computer");
    await page.getByText("Chưa thấy USB hay ổ đĩa nào khác").waitFor();
    expect(await save().count()).toBe(0);
    agent.plugIn(stick, 64);
    await look().click();
    await save().waitFor();
  });

  test("StickPulledOut_IsSaidAndNothingOnTheComputerIsHarmed", async () => {
    await agent.startWithStick(stick, 64);
    await open("#/computer");
    await save().waitFor();
    agent.pullOut(stick);
    await save().click();
    await page.getByRole("alert").getByText("hãy cắm USB rồi chọn lại").waitFor();
    await goTo("#/");
    await page.locator(".period").first().waitFor();
  });

  test("StickFull_SaysHowMuchIsMissing", async () => {
    await agent.startWithStick(stick, 64);
    agent.beside("sh", "-c", 'cat /dev/zero > "$0/film.mp4" 2>&- || true', stick);
    await open("#/computer");
    await save().click();
    await page.getByRole("alert").getByText(/chỉ còn trống \d+ kB, bản sao cần \d+ kB/).waitFor();
    expect(agent.beside("ls", stick)).not.toContain("gom-");
  });

  test("StickThatMayNotBeWritten_IsNoPlace", async () => {
    await agent.startWithStick(stick, 64);
    agent.beside("mount", "-o", "remount,ro", stick);
    await open("#/computer");
    await page.getByText("Chưa thấy USB hay ổ đĩa nào khác").waitFor();
  });
});
