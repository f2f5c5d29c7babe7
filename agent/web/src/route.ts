// Where a person is. It stands behind the # of the address, so the agent serves one file and the door needs no rules.
import { useSyncExternalStore } from "react";

export type Route =
  | { readonly page: "home" | "school" | "messages" | "import" | "computer" | "help" }
  | { readonly page: "form" | "history" | "choose"; readonly period: string; readonly form: string };

const plain = ["school", "messages", "import", "computer", "help"] as const;
const placed = ["form", "history", "choose"] as const;

// What is not a place is the first page.
export function parseRoute(hash: string): Route {
  const [page = "", period = "", form = ""] = hash.replace(/^#?\/?/, "").split("/").map(decoded);
  const simple = plain.find((name) => name === page);
  if (simple !== undefined) return { page: simple };
  const at = placed.find((name) => name === page);
  if (at !== undefined && period !== "" && form !== "") return { page: at, period, form };
  return { page: "home" };
}

export function formatRoute(route: Route): string {
  if (route.page === "home") return "#/";
  if (!("form" in route)) return `#/${route.page}`;
  return `#/${route.page}/${encodeURIComponent(route.period)}/${encodeURIComponent(route.form)}`;
}

export function go(route: Route): void {
  window.location.hash = formatRoute(route);
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

function watch(changed: () => void): () => void {
  window.addEventListener("hashchange", changed);
  return () => window.removeEventListener("hashchange", changed);
}

export function useRoute(): Route {
  return parseRoute(useSyncExternalStore(watch, () => window.location.hash));
}
