// What was typed and the agent does not have yet. Pure: draft/saver.ts sends it.
//
// Edits are kept by a key: a field's path ("gv", "sang_kien.1.ten"), "note", "author", or the reason for a rule. What is
// typed while a batch is on its way waits for the next one; what could not be sent goes back, under what was typed since.

export type EditKey = `field:${string}` | `reason:${string}` | "note" | "author";
export type Edits = ReadonlyMap<EditKey, string>;

export interface Queue {
  readonly waiting: Edits;
  // Absent while nothing is on its way.
  readonly sending: Edits | undefined;
}

export const emptyQueue: Queue = { waiting: new Map(), sending: undefined };

export function typed(queue: Queue, key: EditKey, text: string): Queue {
  const waiting = new Map(queue.waiting);
  // Edits go out in the order in which they were last made.
  waiting.delete(key);
  waiting.set(key, text);
  return { ...queue, waiting };
}

// Absent where there is nothing to send, or something is on its way.
export function beginSending(queue: Queue): Queue | undefined {
  if (queue.sending !== undefined || queue.waiting.size === 0) return undefined;
  return { waiting: new Map(), sending: queue.waiting };
}

export function kept(queue: Queue): Queue {
  return { waiting: queue.waiting, sending: undefined };
}

export function notKept(queue: Queue): Queue {
  return { waiting: new Map([...(queue.sending ?? []), ...queue.waiting]), sending: undefined };
}

// As it was typed last; absent where the agent's answer holds all of it.
export function textOf(queue: Queue, key: EditKey): string | undefined {
  return queue.waiting.get(key) ?? queue.sending?.get(key);
}

export function isEmpty(queue: Queue): boolean {
  return queue.waiting.size === 0 && queue.sending === undefined;
}

export interface DraftEdits {
  typed: { field: string; text: string }[];
  reasons: { rule: string; text: string }[];
  note?: string;
  author?: string;
}

// As SaveDraftRequest takes them.
export function draftEdits(edits: Edits): DraftEdits {
  const out: DraftEdits = { typed: [], reasons: [] };
  for (const [key, text] of edits) {
    if (key === "note") out.note = text;
    else if (key === "author") out.author = text;
    else if (key.startsWith("field:")) out.typed.push({ field: key.slice("field:".length), text });
    else out.reasons.push({ rule: key.slice("reason:".length), text });
  }
  return out;
}
