import { expect, test } from "vitest";
import { beginSending, draftEdits, emptyQueue, isEmpty, kept, notKept, textOf, typed } from "../../../agent/web/src/draft/queue";

const gv = "field:gv" as const;

test("TypedTwice_TheLastIsSent", () => {
  const queue = typed(typed(emptyQueue, gv, "2"), gv, "23");
  expect([...(beginSending(queue)?.sending ?? [])]).toEqual([[gv, "23"]]);
});

test("TypedWhileSending_WaitsForTheNextCall", () => {
  const sending = beginSending(typed(emptyQueue, gv, "2"));
  if (sending === undefined) throw new Error("nothing was sent");
  const queue = typed(sending, gv, "23");
  expect(beginSending(queue)).toBeUndefined();
  expect(textOf(queue, gv)).toBe("23");
  expect([...kept(queue).waiting]).toEqual([[gv, "23"]]);
});

test("NotKept_GoesBackUnderWhatWasTypedSince", () => {
  const sending = beginSending(typed(typed(emptyQueue, gv, "2"), "note", "a"));
  if (sending === undefined) throw new Error("nothing was sent");
  const queue = notKept(typed(sending, gv, "23"));
  expect(textOf(queue, gv)).toBe("23");
  expect(textOf(queue, "note")).toBe("a");
  expect(isEmpty(queue)).toBe(false);
});

test("Edits_GoOutAsTheRequestHasThem", () => {
  let queue = typed(emptyQueue, "field:sang_kien.1.ten", "Sổ tay số");
  queue = typed(typed(typed(queue, "reason:R3", "đúng"), "note", ""), "author", "Hồng");
  expect(draftEdits(queue.waiting)).toEqual({
    typed: [{ field: "sang_kien.1.ten", text: "Sổ tay số" }],
    reasons: [{ rule: "R3", text: "đúng" }],
    note: "",
    author: "Hồng",
  });
});
