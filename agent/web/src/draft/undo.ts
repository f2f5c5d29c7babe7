// Undo and redo of what was typed on a form. Pure.
//
// Keystrokes in one field close together are one step, as in any editor.
import type { EditKey } from "./queue";

export interface Step {
  readonly key: EditKey;
  readonly before: string;
  readonly after: string;
  readonly atMs: number;
}
export interface UndoState {
  readonly done: readonly Step[];
  readonly undone: readonly Step[];
}

export const nothingDone: UndoState = { done: [], undone: [] };
export const oneStepMs = 1000;
const mostSteps = 500;

export function remember(state: UndoState, step: Step): UndoState {
  const last = state.done.at(-1);
  const continues = last !== undefined && last.key === step.key && step.atMs - last.atMs <= oneStepMs;
  if (!continues) return { done: [...state.done.slice(1 - mostSteps), step], undone: [] };
  return { done: [...state.done.slice(0, -1), { ...step, before: last.before }], undone: [] };
}

// What to type to undo the last step; absent where there is none.
export function undo(state: UndoState): { state: UndoState; key: EditKey; text: string } | undefined {
  const step = state.done.at(-1);
  if (step === undefined) return undefined;
  return { state: { done: state.done.slice(0, -1), undone: [...state.undone, step] }, key: step.key, text: step.before };
}

export function redo(state: UndoState): { state: UndoState; key: EditKey; text: string } | undefined {
  const step = state.undone.at(-1);
  if (step === undefined) return undefined;
  // A step that was redone begins no longer one.
  const again = { ...step, atMs: Number.NEGATIVE_INFINITY };
  return { state: { done: [...state.done, again], undone: state.undone.slice(0, -1) }, key: step.key, text: step.after };
}
