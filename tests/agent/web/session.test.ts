import { Code, ConnectError, type UnaryRequest, type UnaryResponse } from "@connectrpc/connect";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { openSession, withSession } from "../../../agent/web/src/session";

const kept = new Map<string, string>();
beforeEach(() => {
  kept.clear();
  vi.stubGlobal("localStorage", {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => kept.set(key, value),
    removeItem: (key: string) => kept.delete(key),
  });
});
afterEach(() => vi.unstubAllGlobals());

function grant(token: string): Promise<void> {
  vi.stubGlobal("fetch", () => Promise.resolve(new Response(JSON.stringify({ token }))));
  return openSession("");
}

// An agent that knows one session, and what it was asked with.
function call(known: string, meanwhile: () => void = () => undefined) {
  const asked: string[] = [];
  const request = { header: new Headers() } as UnaryRequest;
  const answer = withSession((asking) => {
    const token = asking.header.get("X-Agent-Token") ?? "";
    asked.push(token);
    meanwhile();
    if (token !== known) return Promise.reject(new ConnectError("no session", Code.Unauthenticated));
    return Promise.resolve({} as UnaryResponse);
  })(request);
  return { asked, answer };
}

test("A1_SessionOpenedAnewWhileACallWasUnderWay_TheCallIsMadeAgainAndTheNewSessionStays", async () => {
  await grant("before");
  const { asked, answer } = call("now", () => kept.set("gom.session", "now"));
  await answer;
  expect(asked).toEqual(["before", "now"]);
  expect(kept.get("gom.session")).toBe("now");
});

test("SessionEnded_IsNotTriedAgain", async () => {
  await grant("before");
  const { asked, answer } = call("now");
  await expect(answer).rejects.toThrow("no session");
  expect(asked).toEqual(["before"]);
});

test("NoSession_ACallWaitsUntilThereIsOne", async () => {
  await grant("before");
  await call("now").answer.catch(() => undefined); // ends it
  const { asked, answer } = call("now");
  await Promise.resolve();
  expect(asked).toEqual([]);
  await grant("now");
  await answer;
  expect(asked).toEqual(["now"]);
});
