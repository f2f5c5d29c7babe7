// Moving through a form by keyboard: Enter and the arrows go from box to box, as in a spreadsheet.
import type { KeyboardEvent } from "react";

const boxes = "input:not([type=file]):not([type=radio]), textarea, select, [role=radiogroup]";

// A group of choices is one stop: the chosen one, else its first.
export function stopOf(element: Element): HTMLElement | undefined {
  if (element.getAttribute("role") !== "radiogroup") return element instanceof HTMLElement ? element : undefined;
  return element.querySelector<HTMLElement>("input:checked") ?? element.querySelector<HTMLElement>("input") ?? undefined;
}

export function moveFocus(inside: HTMLElement, by: 1 | -1): void {
  const all = [...inside.querySelectorAll(boxes)].filter((box) => !box.closest("[inert], :disabled"));
  const now = document.activeElement;
  const at = all.findIndex((box) => now !== null && (box === now || box.contains(now)));
  const next = all[at + by];
  if (next !== undefined) stopOf(next)?.focus();
}

export interface FormKeys {
  readonly submit: () => void;
  readonly undo: (() => void) | undefined;
  readonly redo: (() => void) | undefined;
}

// Before the box itself sees the key: a choice takes Enter for its own.
export function onFormKey(event: KeyboardEvent<HTMLElement>, keys: FormKeys): void {
  const target = event.target as HTMLElement;
  const command = event.ctrlKey || event.metaKey;
  const act = (what: (() => void) | undefined) => {
    event.preventDefault();
    event.stopPropagation();
    what?.();
  };
  if (command && event.key === "Enter") return act(keys.submit);
  if (command && !event.shiftKey && event.key.toLowerCase() === "z") return act(keys.undo);
  if (command && (event.key.toLowerCase() === "y" || (event.shiftKey && event.key.toLowerCase() === "z"))) return act(keys.redo);
  if (command || event.altKey || !(target instanceof HTMLInputElement)) return;
  const inside = event.currentTarget;
  if (event.key === "Enter") return act(() => moveFocus(inside, event.shiftKey ? -1 : 1));
  if (target.type === "radio") return; // its arrows choose
  if (event.key === "ArrowDown") return act(() => moveFocus(inside, 1));
  if (event.key === "ArrowUp") return act(() => moveFocus(inside, -1));
}
