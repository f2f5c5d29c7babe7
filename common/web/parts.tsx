// Small parts that both pages are made of.
import { useEffect, useRef, type ReactNode } from "react";
import { Button } from "./controls";

export type Tone = "plain" | "good" | "wait" | "warn" | "bad";

const marks: Record<Tone, string> = {
  plain: "M8 3.2a4.8 4.8 0 1 0 0 9.6 4.8 4.8 0 0 0 0-9.6Z",
  good: "M3.2 8.4 6.6 11.8 12.8 4.6",
  wait: "M8 2.6a5.4 5.4 0 1 0 0 10.8A5.4 5.4 0 0 0 8 2.6ZM8 5v3.3l2.2 1.4",
  warn: "M8 2.4 14 13.2H2L8 2.4ZM8 6.4v3M8 11.2v.4",
  bad: "M8 2.4a5.6 5.6 0 1 0 0 11.2A5.6 5.6 0 0 0 8 2.4ZM5.8 5.8l4.4 4.4M10.2 5.8l-4.4 4.4",
};

// A sign beside words, never instead of them.
export function Mark({ tone }: { tone: Tone }) {
  return (
    <svg className={`mark mark-${tone}`} viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" focusable="false">
      <path d={marks[tone]} fill="none" stroke="currentColor" strokeWidth="1.7" strokeLinecap="round" strokeLinejoin="round" />
    </svg>
  );
}

// Sentences that a person should see; `live` is also read aloud when it appears.
export function Notice({ tone, live, children }: { tone: Tone; live?: boolean; children: ReactNode }) {
  return (
    <div className={`notice notice-${tone}`} role={live === true ? (tone === "bad" ? "alert" : "status") : undefined}>
      <Mark tone={tone} />
      <div className="notice-words">{children}</div>
    </div>
  );
}

export function Section({ title, aside, children }: { title: string; aside?: ReactNode; children: ReactNode }) {
  return (
    <section className="section">
      <div className="section-head">
        <h2>{title}</h2>
        {aside}
      </div>
      {children}
    </section>
  );
}

// A question before something that cannot be taken back. It is asked while it stands on the page.
export function Question(props: { title: string; words: string; yes: string; no: string; onAnswer: (yes: boolean) => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const no = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    dialog.current?.showModal();
    no.current?.focus();
  }, []);
  return (
    <dialog
      ref={dialog}
      role="alertdialog"
      className="dialog"
      aria-labelledby="question-title"
      aria-describedby="question-words"
      onCancel={(event) => {
        event.preventDefault();
        props.onAnswer(false);
      }}
    >
      <h2 id="question-title">{props.title}</h2>
      <p id="question-words">{props.words}</p>
      <div className="buttons">
        <Button ref={no} onClick={() => props.onAnswer(false)}>{props.no}</Button>
        <Button className="button button-danger" onClick={() => props.onAnswer(true)}>
          {props.yes}
        </Button>
      </div>
    </dialog>
  );
}
