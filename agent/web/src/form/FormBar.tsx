// The foot of the form, always in sight: the help for the box one is in, whether what was typed is kept, undo, submit.
import { Word } from "@gom/clients/gom/v1/entry_pb";
import { Button } from "@gom/web/controls";
import { Mark } from "@gom/web/parts";
import { useEffect, useState, type ReactNode } from "react";
import { useSpeech } from "../labels";
import { ContributionOfBox } from "../progress/OnForm";
import type { Desk } from "./desk";
import { isToConfirm, stops } from "./findings";
import { useShown } from "./useDesk";
import { useNextFrame } from "./useNextFrame";

interface FormBarProps {
  readonly desk: Desk;
  readonly busy: boolean;
  readonly onSubmit: () => void;
  // What came from others.
  readonly news: ReactNode;
}

export function FormBar({ desk, busy, onSubmit, news }: FormBarProps) {
  return (
    <div className="bar">
      {news}
      <div className="bar-line">
        <p className="bar-hint"><HintOfBox desk={desk} /></p>
        <div className="bar-acts">
          <KeptWords desk={desk} />
          <Buttons desk={desk} busy={busy} onSubmit={onSubmit} />
        </div>
      </div>
    </div>
  );
}

function Buttons({ desk, busy, onSubmit }: { desk: Desk; busy: boolean; onSubmit: () => void }) {
  const { say } = useSpeech();
  const [mayUndo, confirms, toMend, asSubmitted] = useShown(desk, (now) => [
    now.mayUndo,
    !now.view.isDraft && (now.view.prefilled || isToConfirm(now.view)),
    now.view.findings.filter(stops).length,
    // Nothing to submit: it was submitted as it stands, and counts. A form with nothing in it can be an answer too.
    !now.view.isDraft && now.view.word !== Word.NOT_BEGUN && !now.keeping.waiting && !isToConfirm(now.view),
  ] as const);
  const left = useNextFrame(toMend);
  return (
    <>
      <Button disabled={!mayUndo} onClick={desk.undo}>{say("form.undo")}</Button>
      <Button className="button button-main" pending={busy} disabled={asSubmitted} onClick={onSubmit}>
        {say(confirms ? "form.confirm" : "form.submit")}
        {left > 0 && <span className="left"> {say("form.left", { n: left })}</span>}
      </Button>
    </>
  );
}

function HintOfBox({ desk }: { desk: Desk }) {
  const { say, said } = useSpeech();
  const [path, field] = useShown(desk, (now) => {
    const path = now.focused?.startsWith("field:") === true ? now.focused.slice("field:".length) : "";
    return [path, now.row(path.split(".", 1)[0] ?? "")?.field] as const;
  });
  const itemCode = path.split(".")[2];
  const inner = field?.type.case === "items" ? field.type.value.fields.find((f) => f.code === itemCode) : undefined;
  const hint = said((inner ?? field)?.hint);
  const reading = said(field?.source?.reading);
  const figure = <ContributionOfBox desk={desk} code={path.split(".", 1)[0] ?? ""} />;
  if (field === undefined) return <span className="bar-keys">{say("form.keys")}</span>;
  const words = [hint, reading].filter((one) => one !== "").join(" ");
  return <>{figure}<span className="bar-words">{words === "" ? said((inner ?? field).label) : words}</span></>;
}

// What was kept last, and when, stands there while the next key is kept; only what takes its time is said.
const lateMs = 500;

function useHeld(now: boolean, ms: number): boolean {
  const [held, setHeld] = useState(false);
  useEffect(() => {
    if (!now) return setHeld(false);
    const timer = setTimeout(() => setHeld(true), ms);
    return () => clearTimeout(timer);
  }, [now, ms]);
  return held;
}

function KeptWords({ desk }: { desk: Desk }) {
  const { say, said } = useSpeech();
  const [waiting, keptAt, problem] = useShown(desk, ({ keeping }) => [keeping.waiting, keeping.keptAt, keeping.problem] as const);
  const late = useHeld(waiting, lateMs);
  if (problem !== undefined) {
    return (
      <span className="kept kept-bad" role="alert">
        <Mark tone="bad" />
        {say("form.not_kept")} {said(problem)}
      </span>
    );
  }
  if (keptAt === undefined && !waiting) return <span className="kept" role="status" />;
  const time = keptAt?.toTimeString().slice(0, 8);
  const keeping = late || time === undefined;
  return (
    <span className="kept" data-kept={!waiting}>
      <Mark tone={keeping ? "wait" : "good"} />
      <span className="kept-words">{say(keeping ? "form.keeping" : "form.kept")}</span> {!keeping && time}
    </span>
  );
}
