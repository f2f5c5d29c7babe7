// What was typed and the agent does not have yet. Pure: draft/saver.ts sends it.
//
// Edits are kept by a key: a field's path ("gv", "sang_kien.1.ten"), "note", "author", or the reason for a rule. What is
// typed while a batch is on its way waits for the next one; what could not be sent goes back, under what was typed since.
// Where the agent refuses a batch, one edit of it may be to blame: each goes by itself then, and only what is refused by
// itself is set aside, so that it keeps back nothing else.

export type EditKey = `field:${string}` | `reason:${string}` | "note" | "author";
export type Edits = ReadonlyMap<EditKey, string>;

export interface Queue {
  readonly waiting: Edits;
  // Absent while nothing is on its way.
  readonly sending: Edits | undefined;
  // Goes by itself until the agent has it.
  readonly alone: ReadonlySet<EditKey>;
  // Refused by itself; until it is typed otherwise, or tried again.
  readonly aside: Edits;
}

export const emptyQueue: Queue = { waiting: new Map(), sending: undefined, alone: new Set(), aside: new Map() };

export function typed(queue: Queue, key: EditKey, text: string): Queue {
  const waiting = new Map(queue.waiting);
  // Edits go out in the order in which they were last made.
  waiting.delete(key);
  waiting.set(key, text);
  return { ...queue, waiting, aside: without(queue.aside, [key]) };
}

// Absent where there is nothing to send, or something is on its way.
export function beginSending(queue: Queue): Queue | undefined {
  if (queue.sending !== undefined || queue.waiting.size === 0) return undefined;
  const together = [...queue.waiting].filter(([key]) => !queue.alone.has(key));
  const sending = new Map(together.length > 0 ? together : [...queue.waiting].slice(0, 1));
  return { ...queue, waiting: without(queue.waiting, sending.keys()), sending };
}

export function kept(queue: Queue): Queue {
  const alone = new Set(queue.alone);
  for (const key of queue.sending?.keys() ?? []) alone.delete(key);
  return { ...queue, sending: undefined, alone };
}

export function notKept(queue: Queue): Queue {
  return { ...queue, waiting: new Map([...(queue.sending ?? []), ...queue.waiting]), sending: undefined };
}

// The agent will not have it as it is.
export function refused(queue: Queue): Queue {
  const sent = queue.sending ?? new Map<EditKey, string>();
  const alone = new Set([...queue.alone, ...sent.keys()]);
  if (sent.size > 1) return { ...notKept(queue), alone };
  return { ...queue, sending: undefined, alone, aside: new Map([...queue.aside, ...without(sent, queue.waiting.keys())]) };
}

export function tryAgain(queue: Queue): Queue {
  return { ...queue, waiting: new Map([...queue.waiting, ...queue.aside]), aside: new Map() };
}

// As it was typed last; absent where the agent's answer holds all of it.
export function textOf(queue: Queue, key: EditKey): string | undefined {
  return queue.waiting.get(key) ?? queue.sending?.get(key) ?? queue.aside.get(key);
}

export function isEmpty(queue: Queue): boolean {
  return isSent(queue) && queue.aside.size === 0;
}

// Nothing is left to send but what was refused.
export function isSent(queue: Queue): boolean {
  return queue.waiting.size === 0 && queue.sending === undefined;
}

function without(edits: Edits, keys: Iterable<EditKey>): Edits {
  const rest = new Map(edits);
  for (const key of keys) rest.delete(key);
  return rest;
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
