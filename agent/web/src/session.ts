// Who may see this page: whoever opened it by `gom-agent open`, whose token stands behind the # of the address, or, on a
// shared computer, who knows its PIN. One half of a session is a cookie that no script can read; the other is kept here,
// for every tab of this address.
import { ConnectError, Code, type Interceptor } from "@connectrpc/connect";
import type { BothWords } from "@gom/web/language";

export type Session =
  | { readonly is: "looking" }
  | { readonly is: "open" }
  // A person has to do something: type the PIN, or open the page anew.
  | { readonly is: "closed"; readonly pinNeeded: boolean; readonly refusal: BothWords | undefined };

const kept = "gom.session";
const header = "X-Agent-Token";

let session: Session = { is: "looking" };
let launchToken = "";
const watchers = new Set<() => void>();

export function currentSession(): Session {
  return session;
}

export function watchSession(changed: () => void): () => void {
  watchers.add(changed);
  return () => watchers.delete(changed);
}

function become(next: Session): void {
  session = next;
  for (const changed of watchers) changed();
}

// The token behind "#t=", if the address has one. It is good once, so it goes from the address, and from the history.
export function takeLaunchToken(): string {
  const token = /^#t=([^&]+)$/.exec(window.location.hash)?.[1] ?? "";
  if (token !== "") window.history.replaceState(null, "", "#/");
  return token;
}

interface State {
  readonly open?: boolean;
  readonly pinNeeded?: boolean;
}

async function askState(): Promise<State> {
  const answer = await fetch("./session");
  if (!answer.ok) throw new Error(`session: ${answer.status}`);
  return (await answer.json()) as State;
}

// Once, when the page is loaded.
export async function beginSession(): Promise<void> {
  launchToken = takeLaunchToken();
  // A launch address that is put into a page which is open already changes only what stands behind the #.
  window.addEventListener("hashchange", () => {
    const token = takeLaunchToken();
    if (token === "") return;
    launchToken = token;
    void launch();
  });
  window.addEventListener("storage", (event) => {
    // Another tab has opened a session: this one goes on with it.
    if (event.key === kept && event.newValue !== null && session.is === "closed") become({ is: "open" });
  });
  await launch();
}

async function launch(): Promise<void> {
  try {
    const state = await askState();
    const pinNeeded = state.pinNeeded === true;
    if (launchToken !== "" && !pinNeeded) return await openSession("");
    if (launchToken === "" && state.open === true && (localStorage.getItem(kept) ?? "") !== "") return become({ is: "open" });
    become({ is: "closed", pinNeeded, refusal: undefined });
  } catch {
    become({ is: "closed", pinNeeded: false, refusal: undefined });
  }
}

interface OpenAnswer {
  readonly token?: string;
  // Of a refusal, as Connect has it: its sentences in words.
  readonly details?: readonly { readonly debug?: BothWords }[];
}

// `pin` may be empty where none is needed. Never throws: why not stands in the session.
export async function openSession(pin: string): Promise<void> {
  try {
    const answer = await fetch("./session", {
      method: "POST",
      headers: { "Content-Type": "application/json", [header]: "none yet" },
      body: JSON.stringify({ token: launchToken, pin }),
    });
    const body = (await answer.json()) as OpenAnswer;
    if (answer.ok && body.token !== undefined) {
      launchToken = "";
      localStorage.setItem(kept, body.token);
      return become({ is: "open" });
    }
    become({ is: "closed", pinNeeded: pin !== "" || (await askState()).pinNeeded === true, refusal: body.details?.[0]?.debug });
  } catch {
    become({ is: "closed", pinNeeded: pin !== "", refusal: undefined });
  }
}

// A call was refused for want of a session: the agent was started again, or nobody was here for half a day.
function lost(): void {
  if (session.is !== "open") return;
  localStorage.removeItem(kept);
  become({ is: "closed", pinNeeded: false, refusal: undefined });
  void askState().then(
    (state) => session.is === "closed" && become({ ...session, pinNeeded: state.pinNeeded === true }),
    () => undefined,
  );
}

const ofThisPage = () => localStorage.getItem(kept) ?? "none";

async function opened(): Promise<void> {
  while (session.is !== "open") {
    await new Promise<void>((resolve) => {
      const unwatch = watchSession(() => {
        unwatch();
        resolve();
      });
    });
  }
}

// Every call carries this page's half of the session, and waits until there is one.
export const withSession: Interceptor = (next) => async (request) => {
  for (;;) {
    await opened();
    const carried = ofThisPage();
    request.header.set(header, carried);
    try {
      return await next(request);
    } catch (error) {
      if (ConnectError.from(error).code !== Code.Unauthenticated) throw error;
      // Refused for the session before: a new one was opened meanwhile.
      if (ofThisPage() !== carried) continue;
      lost();
      throw error;
    }
  }
};
