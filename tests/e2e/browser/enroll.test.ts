// A computer that belongs to nobody yet, and the slip of the office beside it.
import { describe, expect, test } from "vitest";
import { join } from "node:path";
import { reportOf } from "./commune";
import { expectAccessible, expectNoSideways } from "./judge";
import { box, clerk, commune, goTo, kept, page, sceneForEach, sitAt, syncNow, wordOf } from "./scene";

sceneForEach("31TK01");

const unit = "31TK12";
const home = () => page.getByRole("heading", { name: "Việc cần làm" }).waitFor();
const address = () => page.getByLabel("Địa chỉ trên phiếu");
const code = () => page.getByLabel("Mã trên phiếu");
const enroll = () => page.getByRole("button", { name: "Đăng ký", exact: true }).click();

async function sitBeforeAStranger() {
  const computer = commune.stranger();
  await computer.start();
  await sitAt(computer.open());
  await page.getByRole("heading", { name: "Đăng ký máy này với xã" }).waitFor();
  return computer;
}

async function openFile(button: string, path: string): Promise<void> {
  const chooser = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: button }).click();
  await (await chooser).setFiles(path);
}

describe("Enrolling", () => {
  test("FirstTimeClerk_FromTheCodeOnTheSlipToAnAcceptedEntry", async () => {
    await sitBeforeAStranger();
    expect(await page.locator(".places").count()).toBe(0);
    await expectAccessible(page, "enroll");
    await address().fill(commune.address);
    await code().fill(commune.slipCode(unit));
    await page.getByLabel("Tên gọi của máy này").fill("Máy văn thư");
    await enroll();
    await home();
    expect(commune.hub("device", "list")).toContain("Máy văn thư");

    await goTo("#/form/2026-Q2/ho_so");
    for (const [field, text] of reportOf(unit, "2026-Q2").get("ho_so") ?? []) await box(field).fill(text);
    await kept();
    await page.keyboard.press("Control+Enter");
    await page.getByText("Đã lưu trên máy này").waitFor();
    await goTo("#/");
    await syncNow();
    await expect.poll(() => wordOf("Hồ sơ đơn vị").textContent()).toContain("hub đã nhận");
    commune.hub("accept", unit, "ho_so", "2026-Q2");
    await syncNow();
    await expect.poll(() => wordOf("Hồ sơ đơn vị").textContent()).toContain("đã duyệt");
    expect(clerk.complaints).toEqual([]);
  });

  test.each(["vi", "en"] as const)("OnATelephone_%s_AxeFindsNothing", async (language) => {
    const computer = commune.stranger();
    await computer.start();
    await sitAt(computer.open(), { viewport: { width: 360, height: 740 }, hasTouch: true });
    await page.locator(".enroll").waitFor();
    await page.evaluate((l) => localStorage.setItem("gom.language", l), language);
    await page.reload();
    await page.getByRole("button", { name: language === "vi" ? "Mở tệp phiếu" : "Open the slip" }).waitFor();
    await expectAccessible(page, "enroll");
    await expectNoSideways(page, "enroll");
  });

  test("E7_CodeThatIsUsedUp_SaysWhatToDoAndKeepsWhatWasTyped", async () => {
    const used = commune.slipCode(unit);
    commune.stranger().run("enroll", commune.address, used);
    await sitBeforeAStranger();
    await address().fill(commune.address);
    await code().fill(used);
    await enroll();
    await page.locator(".notice-bad").waitFor();
    expect(await page.locator(".notice-bad").textContent()).toContain("mã");
    expect(await code().inputValue()).toBe(used);
    await code().fill(commune.slipCode(unit));
    await enroll();
    await home();
  });

  test("C1_HubNotThere_IsSaidAndTheSameCodeIsGoodOnceItIs", async () => {
    const good = commune.slipCode(unit);
    await commune.stopHub();
    await sitBeforeAStranger();
    await address().fill(commune.address);
    await code().fill(good);
    await enroll();
    await page.locator(".notice-bad").waitFor();
    await commune.startHub();
    await enroll();
    await home();
  });

  test("TheSlipsWholeLine_FillsBothBoxes", async () => {
    await sitBeforeAStranger();
    const good = commune.slipCode(unit);
    await code().fill(`gom-agent enroll ${commune.address} ${good}`);
    expect([await address().inputValue(), await code().inputValue()]).toEqual([commune.address, good]);
  });

  test("EnrolledByCommandMeanwhile_ThePageNoticesByItself", async () => {
    const computer = await sitBeforeAStranger();
    computer.run("enroll", commune.address, commune.slipCode(unit));
    await home();
  });

  test("G1_ByFiles_TheRequestGoesOutAndTheReplyEnrolls", async () => {
    const slip = join(commune.root, "slip.gom"), request = join(commune.root, "request.gom"), reply = join(commune.root, "reply.gom");
    commune.hub("enroll", unit, "--file", slip);
    await sitBeforeAStranger();
    const download = page.waitForEvent("download");
    await openFile("Mở tệp phiếu", slip);
    await (await download).saveAs(request);
    await page.getByText("Đã tạo tệp yêu cầu").waitFor();
    commune.hub("bundle", "import", request, "--reply", reply);
    // Not every file is a reply.
    await openFile("Mở tệp trả lời", request);
    await page.locator(".notice-bad").waitFor();
    await openFile("Mở tệp trả lời", reply);
    await home();
    await page.locator(".forms li", { hasText: "Hồ sơ đơn vị" }).first().waitFor({ state: "attached" });
  });
});
