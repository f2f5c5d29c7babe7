// Looks again at what has changed, when the agent says that it has: one stream for a page that is in sight, as a browser has
// six connections for all pages of an address. While it cannot be had, everything is looked at now and then.
import type { SchoolNews } from "@gom/clients/gom/v1/school_pb";
import type { Query } from "@tanstack/react-query";
import { useEffect } from "react";
import { queryClient, school } from "./api";
import { parseRoute } from "./route";

// The agent sends something every 15 s: silence for longer means that it, or the way to it, is gone.
const silenceMs = 40_000;
const againMs = [1000, 2000, 4000] as const;
// News that come together are looked at together. Each key that is kept is news, too: whoever types is left in peace, for a
// while.
const quietMs = 600;
const mostMs = 3000;

export function useNews(enrolled: boolean): void {
  useEffect(() => {
    if (!enrolled) return;
    let following: AbortController | undefined;
    const look = () => {
      const inSight = document.visibilityState === "visible";
      if (inSight && following === undefined) void follow((following = new AbortController()).signal);
      if (!inSight) {
        following?.abort();
        following = undefined;
      }
    };
    look();
    document.addEventListener("visibilitychange", look);
    return () => {
      document.removeEventListener("visibilitychange", look);
      following?.abort();
    };
  }, [enrolled]);
}

async function follow(page: AbortSignal): Promise<void> {
  for (let failures = 0; !page.aborted; failures += 1) {
    const stream = new AbortController();
    const end = () => stream.abort();
    page.addEventListener("abort", end);
    let silence = window.setTimeout(end, silenceMs);
    try {
      for await (const news of school.watchSchool({}, { signal: stream.signal })) {
        window.clearTimeout(silence);
        silence = window.setTimeout(end, silenceMs);
        failures = 0;
        soon(news);
      }
    } catch {
      // Why is said by what is looked at next.
    }
    window.clearTimeout(silence);
    page.removeEventListener("abort", end);
    if (page.aborted) return;
    await new Promise((resolve) => window.setTimeout(resolve, againMs[Math.min(failures, againMs.length - 1)]));
    soon({ everything: true, status: true, forms: true, entries: [], messages: true, commune: true });
  }
}

export type News = Pick<SchoolNews, "everything" | "status" | "forms" | "entries" | "messages" | "commune">;
const listeners = new Set<(all: readonly News[]) => void>();

export function watchNews(heard: (all: readonly News[]) => void): () => void {
  listeners.add(heard);
  return () => listeners.delete(heard);
}

let waiting: News[] = [];
let timer: number | undefined;
let since = 0;

function soon(news: News): void {
  if (!news.everything && !news.status && !news.forms && !news.messages && !news.commune && news.entries.length === 0) return;
  const now = performance.now();
  if (waiting.length === 0) since = now;
  waiting.push(news);
  window.clearTimeout(timer);
  timer = window.setTimeout(tell, news.everything ? 0 : Math.min(quietMs, Math.max(0, since + mostMs - now)));
}

function tell(): void {
  const all = waiting.filter((news) => !isTyping(news));
  waiting = [];
  if (all.length === 0) return;
  for (const heard of listeners) heard(all);
  void queryClient.invalidateQueries({ predicate: (query) => query.meta?.["kept"] !== true && all.some((news) => isAbout(news, query)) });
}

// What is typed into the form that is open is on it already, and every other page asks anew when it is opened.
function isTyping({ everything, status, messages, entries }: News): boolean {
  const route = parseRoute(window.location.hash);
  return !everything && !status && !messages && route.page === "form" && entries.every((one) => one.draftAlone && one.form === route.form && one.period === route.period);
}

const methodOf = (query: Query): unknown => (query.queryKey[1] as { methodName?: string } | undefined)?.methodName;

// A form that has changed changes what the school comes to, and what was signed for.
function isAbout(news: News, query: Query): boolean {
  const method = methodOf(query);
  if (news.everything) return true;
  if (method === "GetAgentStatus") return news.status || news.messages;
  if (method === "ListMessages") return news.messages;
  if (method === "ListForms" && news.messages) return true;
  if (method === "GetOurSchool" && news.commune) return true;
  return news.forms || news.entries.length > 0;
}
