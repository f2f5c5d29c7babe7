import { expect, test } from "vitest";
import { nothingDone, oneStepMs, redo, remember, undo } from "../../../agent/web/src/draft/undo";

const step = (before: string, after: string, atMs: number, key: `field:${string}` = "field:gv") => ({ key, before, after, atMs });

test("KeystrokesCloseTogether_AreOneStep", () => {
  let state = remember(nothingDone, step("", "2", 0));
  state = remember(state, step("2", "23", 200));
  expect(undo(state)).toMatchObject({ key: "field:gv", text: "" });
});

test("APauseOrAnotherField_BeginsANewStep", () => {
  let state = remember(nothingDone, step("", "2", 0));
  state = remember(state, step("2", "23", oneStepMs + 1));
  state = remember(state, step("", "7", oneStepMs + 2, "field:nv"));
  const first = undo(state);
  expect(first).toMatchObject({ key: "field:nv", text: "" });
  expect(undo(first?.state ?? nothingDone)).toMatchObject({ key: "field:gv", text: "2" });
});

test("Redo_GivesBackWhatWasUndone_UntilSomethingElseIsTyped", () => {
  const undone = undo(remember(nothingDone, step("", "2", 0)));
  if (undone === undefined) throw new Error("nothing to undo");
  expect(redo(undone.state)).toMatchObject({ text: "2" });
  expect(redo(remember(undone.state, step("", "9", 10)))).toBeUndefined();
});

test("NothingDone_NothingToUndo", () => {
  expect(undo(nothingDone)).toBeUndefined();
  expect(redo(nothingDone)).toBeUndefined();
});
