// Small parts that both pages are made of.
import type { ReactNode } from "react";
import { Button, Dialog, Heading, Modal, ModalOverlay } from "react-aria-components";

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

// A question before something that cannot be taken back.
export function Question(props: {
  open: boolean;
  title: string;
  words: string;
  yes: string;
  no: string;
  onAnswer: (yes: boolean) => void;
}) {
  return (
    <ModalOverlay className="overlay" isOpen={props.open} isDismissable onOpenChange={(open) => !open && props.onAnswer(false)}>
      <Modal className="modal">
        <Dialog role="alertdialog" className="dialog">
          <Heading slot="title">{props.title}</Heading>
          <p>{props.words}</p>
          <div className="buttons">
            <Button className="button" autoFocus onPress={() => props.onAnswer(false)}>
              {props.no}
            </Button>
            <Button className="button button-danger" onPress={() => props.onAnswer(true)}>
              {props.yes}
            </Button>
          </div>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
