import { expect, test } from "vitest";
import { beginSending, draftEdits, emptyQueue, isEmpty, isSent, kept, notKept, refused, textOf, tryAgain, typed, type Queue } from "../../../agent/web/src/draft/queue";

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

function begun(queue: Queue): Queue {
  const sending = beginSending(queue);
  if (sending === undefined) throw new Error("nothing was sent");
  return sending;
}
const sentOf = (queue: Queue) => [...(queue.sending ?? [])];

test("RefusedTogether_EachGoesByItselfAndOnlyWhatIsRefusedAgainIsSetAside", () => {
  let queue = refused(begun(typed(typed(emptyQueue, gv, "2"), "note", "bad")));
  // What is typed meanwhile has no part in it.
  queue = begun(typed(queue, "field:nv", "7"));
  expect(sentOf(queue)).toEqual([["field:nv", "7"]]);
  queue = begun(kept(queue));
  expect(sentOf(queue)).toEqual([[gv, "2"]]);
  queue = begun(kept(queue));
  expect(sentOf(queue)).toEqual([["note", "bad"]]);
  queue = refused(queue);
  expect([isSent(queue), isEmpty(queue), textOf(queue, "note")]).toEqual([true, false, "bad"]);
  expect(sentOf(begun(tryAgain(queue)))).toEqual([["note", "bad"]]);
});

test("RefusedAndTypedOtherwise_GoesByItselfUntilItIsKept", () => {
  let queue = refused(begun(typed(emptyQueue, "note", "bad")));
  queue = typed(typed(queue, "note", "good"), gv, "2");
  expect(textOf(queue, "note")).toBe("good");
  queue = begun(queue);
  expect(sentOf(queue)).toEqual([[gv, "2"]]);
  queue = begun(kept(queue));
  expect(sentOf(queue)).toEqual([["note", "good"]]);
  queue = kept(queue);
  expect(isEmpty(queue)).toBe(true);
  expect(sentOf(begun(typed(typed(queue, "note", "better"), gv, "3")))).toEqual([["note", "better"], [gv, "3"]]);
});

test("RefusedButTypedOtherwiseMeanwhile_IsNotSetAside", () => {
  const queue = refused(typed(begun(typed(emptyQueue, "note", "bad")), "note", "good"));
  expect([isSent(queue), textOf(queue, "note"), queue.aside.size]).toEqual([false, "good", 0]);
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
