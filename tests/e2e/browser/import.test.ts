// Files that a clerk brings: as Excel writes them, as old programs wrote them, with mistakes, and as nobody should.
import { describe, expect, test } from "vitest";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { rowsXml, workbook } from "../../agent/web/made_workbook";
import { expectAccessible } from "./judge";
import { agent, clerk, commune, open, page, profile, sceneForEach } from "./scene";

sceneForEach("31TK01");

async function bring(name: string, bytes: Uint8Array | string): Promise<void> {
  const file = join(commune.root, name);
  writeFileSync(file, bytes);
  const chooser = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: "Chọn tệp…" }).click();
  await (await chooser).setFiles(file);
}
const counts = (fine: number, bad: number) => page.getByText(`được ${fine} dòng, cần sửa ${bad}`).waitFor();
const apply = () => page.getByRole("button", { name: "Nhập và lưu" });
const ofProfile = (text: Readonly<Record<string, string | number>>) => rowsXml([["period", "form", "field", "value"], ...Object.entries(text).map(([field, value]) => ["2026-Q2", "ho_so", field, value])]);

function shown(field: string): string | undefined {
  const { fields } = JSON.parse(agent.run("--json", "show", "ho_so", "2026-Q2")) as { fields: { field: { code: string }; value?: { number?: string } }[] };
  return fields.find((one) => one.field.code === field)?.value?.number;
}

describe("ImportPage", () => {
  test("G17_ExcelWithMistakes_EachRowIsFineMendedOrLeftOutAndAllGoesInTogether", async () => {
    await agent.start();
    await open("#/import");
    const values = { ...Object.fromEntries(Object.entries(profile).map(([field, text]) => [field, Number(text)])), nv: "5 người", gv: 20 };
    await bring("ho so.xlsx", workbook({ sheets: [{ name: "Hồ sơ", xml: ofProfile(values) }] }));
    await counts(6, 1);
    await page.locator("tr.is-bad", { hasText: "“5 người” không phải số" }).waitFor();
    expect(await apply().isDisabled()).toBe(true);
    await expectAccessible(page, "a preview with mistakes");
    // Left out, and then mended in the file instead.
    await page.getByRole("checkbox", { name: "Bỏ dòng 4" }).check();
    await page.getByText("bỏ 1", { exact: true }).waitFor();
    await page.getByRole("checkbox", { name: "Bỏ dòng 4" }).uncheck();
    await counts(6, 1);
    expect(shown("gv")).toBeUndefined();
    await bring("ho so.xlsx", workbook({ sheets: [{ name: "Hồ sơ", xml: ofProfile({ ...values, nv: 5 }) }] }));
    await counts(7, 0);
    await apply().click();
    await page.getByText("Đã lưu 1 báo cáo từ 7 dòng.").waitFor();
    expect([shown("gv"), shown("nv")]).toEqual(["20", "5"]);
    expect(clerk.complaints).toEqual([]);
  });

  test("H13_ADayInAFile_IsSaidBackWithItsMonth", async () => {
    await agent.start();
    await open("#/import");
    await bring("ngay.xlsx", workbook({ sheets: [{ name: "Mô hình", xml: rowsXml([["period", "form", "field", "value"], ["2026-Q2", "mo_hinh", "pl42_1_ngay", "5/4/26"]]) }] }));
    await counts(1, 0);
    await page.locator("td", { hasText: "05/04/2026 ngày 5 tháng 4 năm 2026" }).waitFor();
    expect(clerk.complaints).toEqual([]);
  });

  test("TheFormsOwnSheet_GoesOutIsFilledInAndComesBack", async () => {
    await agent.start();
    await open("#/import");
    await page.locator(".template select").selectOption("2026-Q2/ho_so");
    const download = page.waitForEvent("download");
    await page.getByRole("button", { name: "Tải mẫu Excel của biểu này" }).click();
    const file = join(commune.root, "mau.xlsx");
    await (await download).saveAs(file);
    await bring("mau-da-dien.xlsx", readFileSync(file));
    await page.getByText("đúng mẫu", { exact: true }).waitFor();
    expect(clerk.complaints).toEqual([]);
  });

  test("G18_OldLetters_AreReadAndAPersonIsAskedWhetherTheyAreRight", async () => {
    await agent.start();
    await open("#/import");
    // "Khó khăn về máy tính" in TCVN3.
    const tcvn3 = Buffer.concat([
      Buffer.from("period;form;field;value\r\n2026-Q2;thuyet_minh;kho_khan;Kh", "latin1"),
      Buffer.from([0xe3]),
      Buffer.from(" kh", "latin1"),
      Buffer.from([0xa8]),
      Buffer.from("n v", "latin1"),
      Buffer.from([0xd2]),
      Buffer.from(" m", "latin1"),
      Buffer.from([0xb8]),
      Buffer.from("y t", "latin1"),
      Buffer.from([0xdd]),
      Buffer.from("nh\r\n", "latin1"),
    ]);
    await bring("cu.csv", tcvn3);
    await page.getByText("Đúng chữ chưa?").waitFor();
    await page.getByLabel("Bảng mã").selectOption({ label: "TCVN3 (.VnTime, .VnArial)" });
    await page.locator("td", { hasText: "Khó khăn về máy tính" }).waitFor();
    await apply().click();
    await page.getByText("Đã lưu 1 báo cáo từ 1 dòng.").waitFor();
    expect(agent.run("show", "thuyet_minh", "2026-Q2")).toContain("Khó khăn về máy tính");
    expect(clerk.complaints).toEqual([]);
  });

  test("G15_G16_HostileOrOldFiles_AreDataOrASentence", async () => {
    await agent.start();
    await open("#/import");
    const outside: string[] = [];
    page.on("request", (request) => new URL(request.url()).hostname !== "127.0.0.1" && outside.push(request.url()));
    await bring("cu.xls", Buffer.from("d0cf11e0a1b11ae10000", "hex"));
    await page.getByText("lưu lại thành .xlsx, không đặt mật khẩu").waitFor();
    const bomb = workbook({ sheets: [{ name: "a", xml: "" }], more: { "xl/worksheets/sheet1.xml": { data: Buffer.alloc(200_000_000, " "), saidSize: 100 } } });
    await bring("bom.xlsx", bomb);
    await page.getByText("quá lớn so với số liệu của một trường").waitFor();
    const entity = '<!DOCTYPE w [<!ENTITY x SYSTEM "http://evil.example/x">]><worksheet><sheetData>&x;</sheetData></worksheet>';
    await bring("ngoai.xlsx", workbook({ sheets: [{ name: "a", xml: "" }], more: { "xl/worksheets/sheet1.xml": entity } }));
    await page.getByText("bị hỏng hoặc chưa chép xong").waitFor();
    const xml = `${rowsXml([["period", "form", "field", "value"]])}<row r="2"><c r="A2" t="str"><f>HYPERLINK("http://evil.example")</f><v>2026-Q2</v></c><c r="B2" t="inlineStr"><is><t>ho_so</t></is></c><c r="C2" t="inlineStr"><is><t>gv</t></is></c><c r="D2"><f>[1]ngoai!A1+5</f><v>20</v></c></row>`;
    await bring("macro.xlsm", workbook({ sheets: [{ name: "a", xml }], more: { "xl/vbaProject.bin": "Sub Auto_Open" } }));
    await page.getByText("2 ô lấy từ công thức").waitFor();
    await page.locator("td", { hasText: /^20$/ }).waitFor();
    expect(outside).toEqual([]);
    expect(clerk.complaints).toEqual([]);
  });
});
