// How the computer stands with the hub, in plain sentences. Pure: says which label, with which figures.
import type { AgentStatus } from "@gom/clients/gom/v1/school_pb";
import type { Tone } from "@gom/web/parts";
import type { Label, Speech } from "../labels";

export interface SyncLine {
  readonly tone: Tone;
  readonly sentences: readonly string[];
}

type Facts = Pick<AgentStatus, "waiting" | "evidenceWaiting" | "evidenceBytes" | "lastSync" | "lastTry" | "tries" | "lastProblem" | "nextTry">;

export function syncLine(facts: Facts, speech: Speech, size: (bytes: number) => string): SyncLine {
  const { say, said, moment } = speech;
  const sentences: string[] = [];
  const add = (label: Label, values?: Record<string, string | number>) => sentences.push(say(label, values));
  const failing = facts.tries > 0;
  const never = facts.lastSync === 0n;
  if (failing) add(never ? "sync.never_reached" : "sync.not_reached", { last: moment(facts.lastSync) });
  else add(never ? "sync.never" : "sync.done", { last: moment(facts.lastSync) });
  if (facts.waiting > 0) add("sync.waiting", { n: facts.waiting });
  else if (!never) add("sync.nothing_waits");
  if (facts.evidenceWaiting > 0) {
    add("sync.evidence_waits", { n: facts.evidenceWaiting, size: size(Number(facts.evidenceBytes)) });
  }
  if (failing) {
    add("sync.tried", { n: facts.tries, at: moment(facts.lastTry) });
    if (facts.lastProblem !== undefined) sentences.push(said(facts.lastProblem));
    if (facts.nextTry > 0n) add("sync.next", { at: moment(facts.nextTry) });
  }
  const tone: Tone = failing ? "warn" : facts.waiting > 0 || never ? "wait" : "good";
  return { tone, sentences };
}
