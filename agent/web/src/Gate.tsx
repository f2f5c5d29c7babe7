// Shows the page to whoever has a session. What was typed stays where it is when a session ends in between.
import { Notice } from "@gom/web/parts";
import { useRef, useState, useSyncExternalStore, type FormEvent, type ReactNode } from "react";
import { Button, Input, Label, TextField } from "react-aria-components";
import { queryClient } from "./api";
import { useSpeech } from "./labels";
import { currentSession, openSession, watchSession, type Session } from "./session";

export function Gate({ children }: { children: ReactNode }) {
  const session = useSyncExternalStore(watchSession, currentSession);
  const { say } = useSpeech();
  const wasOpen = useRef(false);
  if (session.is === "open") wasOpen.current = true;
  if (session.is === "looking") return <main><p className="quiet">{say("ui.loading")}</p></main>;
  if (session.is === "open") return children;
  if (!wasOpen.current) {
    return (
      <main className="closed">
        <h1>Gom</h1>
        <Closed session={session} />
      </main>
    );
  }
  return (
    <>
      <div className="closed-above">
        <Closed session={session} />
      </div>
      {children}
    </>
  );
}

function Closed({ session }: { session: Extract<Session, { is: "closed" }> }) {
  const { say } = useSpeech();
  const [pin, setPin] = useState("");
  const open = async (event: FormEvent) => {
    event.preventDefault();
    await openSession(pin);
    setPin("");
    void queryClient.invalidateQueries();
  };
  return (
    <Notice tone="warn" live>
      <p>{say(session.pinNeeded ? "gate.pin_words" : "gate.open_words")}</p>
      {session.refusal !== "" && <p className="finding-bad">{session.refusal}</p>}
      {session.pinNeeded && (
        <form className="report-parts" onSubmit={(event) => void open(event)}>
          <TextField className="report-part" value={pin} onChange={setPin} type="password" autoFocus>
            <Label>{say("gate.pin")}</Label>
            <Input className="box" autoComplete="off" inputMode="numeric" />
          </TextField>
          <Button className="button button-main" type="submit" isDisabled={pin === ""}>{say("gate.enter")}</Button>
        </form>
      )}
    </Notice>
  );
}
