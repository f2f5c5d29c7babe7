// Our school, and beside it the whole commune as the hub said last.
import { describe, expect, test } from "vitest";
import { expectAccessible } from "./judge";
import { reportOf, type Agent } from "./commune";
import { agent, clerk, commune, goTo, open, page, sceneForEach, syncNow } from "./scene";

sceneForEach("31TK01");

// Figures of one school for the second quarter, at the hub.
function report(unit: string, on: Agent = commune.enroll(unit)): void {
  for (const form of ["ho_so", "muc_tieu"]) {
    const values = [...(reportOf(unit, "2026-Q2").get(form) ?? [])].map(([field, text]) => `${field}=${text}`);
    on.run("enter", form, "2026-Q2", ...values);
    on.run("submit", form, "2026-Q2");
  }
  on.run("sync");
}
interface Told {
  readonly indicators: { code: string; parts: { value: { numerator: string; denominator: string } }[] }[];
}
const communeOf = (code: string) => page.locator(".own > li", { has: page.locator(".own-code", { hasText: code }) }).locator(".own-commune").first();

describe("Our school", () => {
  test("TheCommune_StandsBesideOursAndStaysWhereThereIsNoNetwork", async () => {
    for (const unit of ["31TK02", "31TK03"]) report(unit);
    await agent.start();
    await open("#/school");
    // What enrollment brought: nobody's figure can be told from it yet.
    await communeOf("MT1a").getByText("giữ kín vì dưới ba đơn vị báo").waitFor();
    await goTo("#/");
    report("31TK01", agent);
    await syncNow();
    await goTo("#/school");
    const { indicators } = JSON.parse(commune.hub("--json", "progress", "--as-of", "2026-Q2")) as Told;
    const value = indicators.find(({ code }) => code === "MT1a")?.parts[0]?.value;
    const shown = `${Number(value?.numerator).toLocaleString("vi-VN")}/${Number(value?.denominator).toLocaleString("vi-VN")}`;
    await communeOf("MT1a").getByText(shown).waitFor();
    await communeOf("MT1a").getByText(/3\/\d+ đơn vị đã báo/).waitFor();
    await page.getByText(/Số của cả xã: đến Quý II năm 2026, theo số đã báo \(3\/\d+ đơn vị\)\. Hub cho biết lúc .* hôm nay/).waitFor();
    await expectAccessible(page, "our school with the commune");
    // A computer that was switched off, and a network that is gone.
    await commune.stopHub();
    await agent.kill();
    await agent.start();
    await open("#/school");
    await communeOf("MT1a").getByText(shown).waitFor();
    expect(agent.run("progress")).toContain("commune: ");
    expect(clerk.complaints).toEqual([]);
  });

  test("APageThatIsOpen_HearsOfTheCommuneBySync", async () => {
    for (const unit of ["31TK02", "31TK03", "31TK04"]) report(unit);
    report("31TK01", agent);
    await agent.start();
    await open("#/school");
    await communeOf("MT1a").getByText(/4\/\d+ đơn vị đã báo/).waitFor();
  });
});
