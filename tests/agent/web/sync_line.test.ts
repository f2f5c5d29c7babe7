import { create, type MessageInitShape } from "@bufbuild/protobuf";
import { AgentStatusSchema } from "@gom/clients/gom/v1/school_pb";
import { expect, test } from "vitest";
import { speech } from "../../../agent/web/src/labels";
import { syncLine } from "../../../agent/web/src/home/syncLine";

const now = new Date(2026, 10, 22, 15, 0);
const at = (hour: number, minute: number) => BigInt(new Date(2026, 10, 22, hour, minute).getTime());
const vi = speech("vi", () => now);
const line = (status: MessageInitShape<typeof AgentStatusSchema>) => syncLine(create(AgentStatusSchema, status), vi, (n) => `${n} B`);

test("Synced_NothingWaits", () => {
  const { tone, sentences } = line({ lastSync: at(14, 5) });
  expect(tone).toBe("good");
  expect(sentences.join(" ")).toBe("Đã đồng bộ với hub lúc 14:05 hôm nay. Không có gì chờ gửi.");
});

test("C1_NoNetwork_SaysSinceWhenHowMuchWaitsAndWhy", () => {
  const problem = { vi: "Không liên lạc được hub.", en: "The hub cannot be reached." };
  const { tone, sentences } = line({ lastSync: at(9, 30), lastTry: at(14, 5), tries: 2, waiting: 3, lastProblem: problem });
  expect(tone).toBe("warn");
  expect(sentences.join(" ")).toBe(
    "Chưa gửi được. Lần đồng bộ gần nhất: 09:30 hôm nay. 3 mục chờ gửi. Đã thử 2 lần, gần nhất 14:05 hôm nay. Không liên lạc được hub.",
  );
});

test("NeverSynced_IsNotCalledDone", () => {
  const { tone, sentences } = line({ waiting: 1 });
  expect(tone).toBe("wait");
  expect(sentences).toEqual(["Máy này chưa đồng bộ với hub lần nào.", "1 mục chờ gửi."]);
});

test("PhotosThatWait_AreSaidWithTheirSize", () => {
  expect(line({ lastSync: at(14, 5), evidenceWaiting: 2, evidenceBytes: 600n }).sentences).toContain("2 tệp minh chứng chờ gửi (600 B).");
});
