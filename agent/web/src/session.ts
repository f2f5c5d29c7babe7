// Who may see this page: whoever opened it by `gom-agent open`, whose token stands behind the # of the address, or, on a
// shared computer, who knows its PIN. One half of a session is a cookie that no script can read; the other is kept here,
// for every tab of this address.
import { ConnectError, Code, type Interceptor } from "@connectrpc/connect";

export type Session =
  | { readonly is: "looking" }
  | { readonly is: "open" }
  // A person has to do something: type the PIN, or open the page anew.
  | { readonly is: "closed"; readonly pinNeeded: boolean; readonly refusal: string };

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
  window.addEventListener("storage", (event) => {
    // Another tab has opened a session: this one goes on with it.
    if (event.key === kept && event.newValue !== null && session.is === "closed") become({ is: "open" });
  });
  try {
    const state = await askState();
    const pinNeeded = state.pinNeeded === true;
    if (launchToken !== "" && !pinNeeded) return await openSession("");
    if (launchToken === "" && state.open === true && (localStorage.getItem(kept) ?? "") !== "") return become({ is: "open" });
    become({ is: "closed", pinNeeded, refusal: "" });
  } catch {
    become({ is: "closed", pinNeeded: false, refusal: "" });
  }
}

// `pin` may be empty where none is needed. Never throws: why not stands in the session.
export async function openSession(pin: string): Promise<void> {
  try {
    const answer = await fetch("./session", {
      method: "POST",
      headers: { "Content-Type": "application/json", [header]: "none yet" },
      body: JSON.stringify({ token: launchToken, pin }),
    });
    const body = (await answer.json()) as { token?: string; message?: string };
    if (answer.ok && body.token !== undefined) {
      launchToken = "";
      localStorage.setItem(kept, body.token);
      return become({ is: "open" });
    }
    become({ is: "closed", pinNeeded: pin !== "" || (await askState()).pinNeeded === true, refusal: body.message ?? "" });
  } catch {
    become({ is: "closed", pinNeeded: pin !== "", refusal: "" });
  }
}

// A call was refused for want of a session: the agent was started again, or nobody was here for half a day.
function lost(): void {
  if (session.is !== "open") return;
  localStorage.removeItem(kept);
  become({ is: "closed", pinNeeded: false, refusal: "" });
  void askState().then(
    (state) => session.is === "closed" && become({ ...session, pinNeeded: state.pinNeeded === true }),
    () => undefined,
  );
}

// Every call carries this page's half of the session.
export const withSession: Interceptor = (next) => async (request) => {
  request.header.set(header, localStorage.getItem(kept) ?? "none");
  try {
    return await next(request);
  } catch (error) {
    if (ConnectError.from(error).code === Code.Unauthenticated) lost();
    throw error;
  }
};
