import { create } from "@bufbuild/protobuf";
import { AgentStatusSchema } from "@gom/clients/gom/v1/school_pb";
import { expect, test } from "vitest";
import { supportText } from "../../../agent/web/src/device/support";

test("TheSupportFile_HasNoNamesNoFiguresNoFolders", () => {
  const words = { vi: "Nguyễn Thị Hồng", en: "Nguyễn Thị Hồng" };
  const status = create(AgentStatusSchema, {
    unit: "31TK13",
    unitName: "Trường TH&THCS Đồng Tâm",
    hubName: "Xã thử nghiệm",
    planTitle: words,
    notices: [words],
    dataFolder: "/home/hong/gom",
    tries: 2,
  });
  const text = supportText(status, new Date(0));
  expect(text).toContain("unit: 31TK13\n");
  expect(text).toContain("tries: 2\n");
  for (const name of ["Hồng", "hong", "Đồng Tâm", "Xã thử nghiệm"]) expect(text).not.toContain(name);
});
