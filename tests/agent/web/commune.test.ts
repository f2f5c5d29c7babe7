import { create, type MessageInitShape } from "@bufbuild/protobuf";
import { PartProgress_Kind as Kind, Standing } from "@gom/clients/gom/v1/report_pb";
import { CommuneFactsSchema, OwnPartSchema } from "@gom/clients/gom/v1/school_pb";
import { expect, test } from "vitest";
import { speech } from "../../../agent/web/src/labels";
import { communeOf, factsOf } from "../../../agent/web/src/progress/communeWords";

const now = new Date(2026, 6, 3, 9, 0);
const vi = speech("vi", () => now);
const en = speech("en", () => now);
const part: MessageInitShape<typeof OwnPartSchema> = {
  now: { kind: Kind.RATIO, unit: { vi: "người", en: "people" } },
  commune: {
    standing: Standing.AT_RISK,
    value: { numerator: 9499n, denominator: 10_000n },
    low: { numerator: 9000n, denominator: 10_000n },
    expected: 14,
    fresh: 8,
    carried: 1,
    gap: 12n,
  },
};
const said = (one: MessageInitShape<typeof OwnPartSchema>, by = vi) => communeOf(create(OwnPartSchema, one), by);
const withCommune = (commune: NonNullable<MessageInitShape<typeof OwnPartSchema>["commune"]>) => ({ ...part, commune: { ...part.commune, ...commune } }) as MessageInitShape<typeof OwnPartSchema>;

test("Rate_IsFractionPercentageRangeCoverageAndGap", () => {
  expect(said(part)).toEqual({
    figure: "9.499/10.000 người · 94,9 % (từ 90,0 % đến 94,9 % khi báo đủ)",
    known: true,
    coverage: "9/14 đơn vị đã báo",
    gap: "xã còn thiếu 12 người",
    standing: Standing.AT_RISK,
  });
  expect(said(part, en)?.figure).toBe("9,499/10,000 people · 94.9% (from 90.0% to 94.9% once all report)");
});

test("ShareOfSchools_CountsUnits", () => {
  const share = { ...part, now: { kind: Kind.SHARE }, commune: { ...part.commune, value: { numerator: 12n, denominator: 14n }, gap: 2n } } as MessageInitShape<typeof OwnPartSchema>;
  expect(said(share)?.figure).toContain("12/14 đơn vị · 85,7 %");
  expect(said(share)?.gap).toBe("xã còn thiếu 2 đơn vị");
});

test("Withheld_IsNoFigureAndNoGap", () => {
  const kept = create(OwnPartSchema, { now: { kind: Kind.RATIO }, commune: { withheld: true, expected: 14, fresh: 2, standing: Standing.NOT_YET_KNOWN } });
  expect(communeOf(kept, vi)).toMatchObject({ figure: "giữ kín vì dưới ba đơn vị báo", known: false, gap: undefined, coverage: "2/14 đơn vị đã báo" });
});

test("ReadAtAnEarlierPeriod_SaysWhich", () => {
  expect(said({ ...part, communeReadAt: { vi: "Quý I", en: "Q1" } })?.coverage).toBe("9/14 đơn vị đã báo, tính ở Quý I");
});

test("DenominatorOfZero_IsNoPercentage", () => {
  expect(said(withCommune({ value: { numerator: 0n, denominator: 0n } }))?.figure).toContain("—");
});

test("NothingSaidOfIt_IsNothing", () => {
  expect(communeOf(create(OwnPartSchema, { now: { kind: Kind.RATIO } }), vi)).toBeUndefined();
});

test("Facts_SayOfWhenAndHowOldTheyAre", () => {
  const facts = { asOfName: { vi: "Quý II", en: "Q2" }, unitsReported: 9, unitsExpected: 14, at: BigInt(new Date(2026, 6, 1, 8, 5).getTime()), received: BigInt(new Date(2026, 6, 1, 8, 6).getTime()) };
  expect(factsOf(create(CommuneFactsSchema, facts), now, vi)).toBe(
    "Số của cả xã: đến Quý II, theo số đã báo (9/14 đơn vị). Hub cho biết lúc 08:05 ngày 01/07/2026, máy này nhận lúc 08:06 ngày 01/07/2026, tức 2 ngày trước.",
  );
  expect(factsOf(create(CommuneFactsSchema, { ...facts, received: BigInt(now.getTime()) }), now, vi)).not.toContain("trước.");
});
