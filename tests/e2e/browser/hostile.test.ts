// Words that are made to be something else: markup, and text that a spreadsheet would take for a formula.
import { describe, expect, test } from "vitest";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { agent, box, clerk, commune, goTo, kept, open, page, profile, sceneForEach, submit } from "./scene";

sceneForEach("31TK01");

const markup = `<img src=x onerror="document.title='taken'"><script>document.title='taken'</script><b>đậm</b>`;
const formula = `=HYPERLINK("http://evil.example";"bấm") & cmd|' /C calc'!A0`;
const dashes = "- Gạch đầu dòng như trong công văn";

interface Sheet {
  fields: { field: { code: string }; value?: { text?: string } }[];
}
function text(shown: string, code: string): string | undefined {
  return (JSON.parse(shown) as Sheet).fields.find((f) => f.field.code === code)?.value?.text;
}

describe("Hostile", () => {
  test("H12_MarkupInANoteAReasonAndAName_IsShownAsText", async () => {
    let asked = 0;
    await agent.start();
    await open("#/form/2026-Q2/ho_so");
    page.on("dialog", (dialog) => void dialog.dismiss().then(() => (asked += 1)));
    for (const [field, value] of Object.entries(profile)) await box(field).fill(value);
    await page.getByLabel("Người nhập").fill("<i>Hồng</i>");
    await page.getByLabel("Ghi chú gửi xã").fill(markup);
    await box("nv").fill("5<b>");
    await page.getByText("“5<b>”").waitFor();
    await box("nv").fill("5");
    await kept();
    await submit();
    agent.run("sync");
    commune.hub("return", "31TK01", "ho_so", "2026-Q2", "--reason", markup, "--field", `gv=${markup}`);
    agent.run("sync");
    // On a form the name stands in a box.
    for (const [hash, places, names] of [["#/history/2026-Q2/ho_so", 3, 1], ["#/form/2026-Q2/ho_so", 3, 0]] as const) {
      await goTo(hash);
      await expect.poll(() => page.getByText(markup).count()).toBe(places);
      expect(await page.getByText("<i>Hồng</i>").count()).toBeGreaterThanOrEqual(names);
      expect(await page.locator("main img, main script, main b, main i").count()).toBe(0);
    }
    expect([await page.title(), asked]).toEqual(["Gom", 0]);
    expect(clerk.complaints).toEqual([]);
  });

  test("H11_FormulasInACsvFile_ComeInAsTextAndGoOutUnchangedAndInert", async () => {
    await agent.start();
    await open("#/import");
    const quoted = (cell: string) => `"${cell.replaceAll('"', '""')}"`;
    // As a spreadsheet that was careful wrote it (one apostrophe before it), and as one that was not.
    const rows = [["kho_khan", `'${formula}`], ["kien_nghi", dashes], ["mo_hinh_hay", formula]];
    const csv = `period;form;field;value\r\n${rows.map(([field = "", value = ""]) => `2026-Q2;thuyet_minh;${field};${quoted(value)}\r\n`).join("")}`;
    const file = join(commune.root, "thuyet-minh.csv");
    writeFileSync(file, `\ufeff${csv}`);
    const chooser = page.waitForEvent("filechooser");
    await page.getByRole("button", { name: "Chọn tệp…" }).click();
    await (await chooser).setFiles(file);
    await page.getByText("được 3 dòng, cần sửa 0").waitFor();
    expect(await page.locator("td").getByText(formula, { exact: true }).count()).toBe(2);
    expect(await page.locator("td a, td img").count()).toBe(0);
    await page.getByRole("button", { name: "Nhập và lưu" }).click();
    await page.getByText("Đã lưu 1 báo cáo từ 3 dòng.").waitFor();
    await goTo("#/form/2026-Q2/thuyet_minh");
    await expect.poll(() => box("kho_khan").inputValue()).toBe(formula);
    expect([await box("kien_nghi").inputValue(), await box("mo_hinh_hay").inputValue()]).toEqual([dashes, formula]);
    agent.run("sync");
    const shown = agent.run("--json", "show", "thuyet_minh", "2026-Q2");
    expect([text(shown, "kho_khan"), text(shown, "kien_nghi")]).toEqual([formula, dashes]);
    // At the hub, letter for letter.
    const { revisions } = JSON.parse(commune.hub("--json", "history", "31TK01", "thuyet_minh", "2026-Q2")) as { revisions: { values: { field: string; value: { text: string } }[] }[] };
    expect(revisions[0]?.values.map((v) => v.value.text)).toEqual([formula, dashes, formula]);
    expect(clerk.complaints).toEqual([]);
  });
});
