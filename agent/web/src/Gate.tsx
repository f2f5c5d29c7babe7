// Shows the page to whoever has a session. What was typed stays where it is when a session ends in between.
import { Button, TextBox } from "@gom/web/controls";
import { Notice } from "@gom/web/parts";
import { useEffect, useRef, useState, useSyncExternalStore, type FormEvent, type ReactNode } from "react";
import { queryClient } from "./api";
import { useSpeech } from "./labels";
import { currentSession, openSession, watchSession, type Session } from "./session";

export function Gate({ children }: { children: ReactNode }) {
  const session = useSyncExternalStore(watchSession, currentSession);
  const { say } = useSpeech();
  const wasOpen = useRef(false);
  useEffect(() => {
    // What was refused for want of a session is asked for again.
    if (session.is === "open") void queryClient.refetchQueries({ predicate: (query) => query.state.status === "error" });
  }, [session]);
  if (session.is === "open") wasOpen.current = true;
  if (session.is === "looking") return <main><p className="quiet loading">{say("ui.loading")}</p></main>;
  if (session.is === "closed" && !wasOpen.current) {
    return (
      <main className="closed">
        <h1>Gom</h1>
        <Closed session={session} />
      </main>
    );
  }
  // The page keeps its place among these whatever stands above it: a form that is mounted anew has lost what was typed.
  return (
    <>
      {session.is === "closed" && (
        <div className="closed-above">
          <Closed session={session} />
        </div>
      )}
      {children}
    </>
  );
}

function Closed({ session }: { session: Extract<Session, { is: "closed" }> }) {
  const { say, said } = useSpeech();
  const [pin, setPin] = useState("");
  const open = async (event: FormEvent) => {
    event.preventDefault();
    await openSession(pin);
    setPin("");
  };
  return (
    <Notice tone="warn" live>
      <p>{say(session.pinNeeded ? "gate.pin_words" : "gate.open_words")}</p>
      {session.refusal !== undefined && <p className="finding-bad">{said(session.refusal)}</p>}
      {session.pinNeeded && (
        <form className="report-parts" onSubmit={(event) => void open(event)}>
          <TextBox className="report-part" label={say("gate.pin")} value={pin} onType={setPin} type="password" autoFocus autoComplete="off" inputMode="numeric" />
          <Button className="button button-main" type="submit" disabled={pin === ""}>{say("gate.enter")}</Button>
        </form>
      )}
    </Notice>
  );
}
