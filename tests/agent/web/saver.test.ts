import { Code, ConnectError } from "@connectrpc/connect";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Edits } from "../../../agent/web/src/draft/queue";
import { DraftSaver, retryMs } from "../../../agent/web/src/draft/saver";

// An agent that keeps what it is given, or does not answer.
class Agent {
  readonly kept = new Map<string, string>();
  calls = 0;
  away = false;
  // Whole calls with this text in them.
  refuses: string | undefined;
  // Calls wait while it is set.
  gate: Promise<void> = Promise.resolve();

  readonly save = async (edits: Edits): Promise<number> => {
    this.calls += 1;
    await this.gate;
    if (this.away) throw new TypeError("fetch failed");
    if ([...edits.values()].some((text) => text === this.refuses)) throw new ConnectError("too long", Code.InvalidArgument);
    for (const [key, text] of edits) this.kept.set(key, text);
    return this.calls;
  };
}

const seams = {
  setTimeout: (act: () => void, ms: number) => setTimeout(act, ms) as unknown as number,
  clearTimeout: (timer: number) => clearTimeout(timer),
  now: () => new Date(),
};
let agent: Agent;
let saver: DraftSaver<number>;

beforeEach(() => {
  vi.useFakeTimers();
  agent = new Agent();
  saver = new DraftSaver(0, agent.save, seams);
});
afterEach(() => vi.useRealTimers());

const gv = "field:gv" as const;

test("A1_TypedFasterThanTheDiskIs_IsKeptAsFastAsTheDiskIs", async () => {
  // A disk of an old computer.
  const save = agent.save;
  saver = new DraftSaver(0, (edits) => new Promise((resolve) => setTimeout(() => void save(edits).then(resolve), 150)), seams);
  let text = "";
  for (let ms = 0; ms < 3000; ms += 100) {
    text += "1";
    saver.type(gv, text);
    await vi.advanceTimersByTimeAsync(100);
    // Whatever was typed before the call that is under way is with the agent.
    if (ms >= 1000) expect((agent.kept.get(gv) ?? "").length).toBeGreaterThanOrEqual(text.length - 4);
  }
  await vi.advanceTimersByTimeAsync(1000);
  expect(agent.kept.get(gv)).toBe(text);
  expect(agent.calls).toBeLessThan(30);
  expect(saver.snapshot().problem).toBeUndefined();
});

test("OneKeystroke_IsKeptAtOnceAndSaid", async () => {
  const typedAt = Date.now();
  saver.type(gv, "2");
  expect(saver.snapshot().keptAt).toBeUndefined();
  await vi.advanceTimersByTimeAsync(0);
  expect(agent.kept.get(gv)).toBe("2");
  expect(saver.snapshot()).toMatchObject({ view: 1, keptAt: new Date(typedAt) });
});

test("AgentGone_SaysSoTriesAgainAndLosesNothing", async () => {
  agent.away = true;
  saver.type(gv, "2");
  await vi.advanceTimersByTimeAsync(300);
  expect(saver.snapshot().problem?.code).toBe("unreachable");
  saver.type("field:nv", "7");
  await vi.advanceTimersByTimeAsync(retryMs[0] + retryMs[1]);
  expect(agent.calls).toBe(3);
  agent.away = false;
  await vi.advanceTimersByTimeAsync(retryMs[2]);
  expect([...agent.kept]).toEqual([[gv, "2"], ["field:nv", "7"]]);
  expect(saver.snapshot().problem).toBeUndefined();
});

test("H10_OneEditOfManyIsRefused_TheOthersAreKeptAndItStaysInItsBox", async () => {
  agent.refuses = "bad";
  saver.type("note", "bad");
  saver.type(gv, "2");
  saver.type("field:nv", "7");
  await vi.advanceTimersByTimeAsync(10);
  expect([...agent.kept]).toEqual([[gv, "2"], ["field:nv", "7"]]);
  expect(saver.textOf("note")).toBe("bad");
  expect(saver.snapshot()).toMatchObject({ waiting: true, problem: { vi: "too long" } });
  // At once, too.
  saver.type(gv, "23");
  await vi.advanceTimersByTimeAsync(10);
  expect(agent.kept.get(gv)).toBe("23");
  expect(saver.snapshot()).toMatchObject({ waiting: true, problem: { vi: "too long" } });
  expect(await saver.flush()).toBe(false);
  saver.type("note", "good");
  await vi.advanceTimersByTimeAsync(10);
  expect(agent.kept.get("note")).toBe("good");
  expect(saver.snapshot()).toMatchObject({ waiting: false, problem: undefined });
});

test("Refused_IsTriedAgainNowAndThenAndNotWithoutEnd", async () => {
  agent.refuses = "bad";
  saver.type("note", "bad");
  saver.type("author", "bad");
  saver.type(gv, "2");
  await vi.advanceTimersByTimeAsync(10);
  expect(agent.calls).toBe(4);
  await vi.advanceTimersByTimeAsync(retryMs[3]);
  expect(agent.calls).toBe(6);
  agent.refuses = undefined;
  await vi.advanceTimersByTimeAsync(retryMs[3]);
  expect([agent.kept.get("note"), agent.kept.get("author")]).toEqual(["bad", "bad"]);
  expect(saver.snapshot()).toMatchObject({ waiting: false, problem: undefined });
  expect(vi.getTimerCount()).toBe(0);
});

test("AgentGoneWhileSomethingIsRefused_ThatItIsGoneIsSaidOnlyWhileItIs", async () => {
  agent.refuses = "bad";
  saver.type("note", "bad");
  await vi.advanceTimersByTimeAsync(10);
  agent.away = true;
  saver.type(gv, "2");
  await vi.advanceTimersByTimeAsync(10);
  expect(saver.snapshot().problem?.code).toBe("unreachable");
  agent.away = false;
  await vi.advanceTimersByTimeAsync(retryMs[0]);
  expect(agent.kept.get(gv)).toBe("2");
  expect(saver.snapshot().problem?.vi).toBe("too long");
});

test("OneCallAtATime_WhatIsTypedMeanwhileFollows", async () => {
  let answer = () => {};
  agent.gate = new Promise((resolve) => (answer = resolve));
  saver.type(gv, "2");
  await vi.advanceTimersByTimeAsync(300);
  saver.type(gv, "23");
  await vi.advanceTimersByTimeAsync(2000);
  expect(agent.calls).toBe(1);
  answer();
  await vi.advanceTimersByTimeAsync(10);
  expect(agent.calls).toBe(2);
  expect(agent.kept.get(gv)).toBe("23");
});

test("Flush_IsTrueOnlyOnceEverythingIsKept", async () => {
  saver.type(gv, "2");
  expect(await saver.flush()).toBe(true);
  expect(agent.kept.get(gv)).toBe("2");
  agent.away = true;
  saver.type(gv, "23");
  expect(await saver.flush()).toBe(false);
  expect(agent.kept.get(gv)).toBe("2");
});

test("Stopped_SendsWhatWaitsAndLeavesNoTimer", async () => {
  saver.type(gv, "2");
  saver.stop();
  await vi.advanceTimersByTimeAsync(0);
  expect(agent.kept.get(gv)).toBe("2");
  expect(vi.getTimerCount()).toBe(0);
});

test("StoppedWithSomethingRefused_LeavesNoTimer", async () => {
  agent.refuses = "bad";
  saver.type("note", "bad");
  saver.type(gv, "2");
  saver.stop();
  await vi.advanceTimersByTimeAsync(10);
  expect(agent.kept.get(gv)).toBe("2");
  expect(vi.getTimerCount()).toBe(0);
});
