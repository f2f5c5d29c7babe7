// The foot of the form, always in sight: the help for the box one is in, whether what was typed is kept, undo, submit.
import { Word } from "@gom/clients/gom/v1/entry_pb";
import { Mark } from "@gom/web/parts";
import { memo, useEffect, useState } from "react";
import { Button } from "react-aria-components";
import { useSpeech } from "../labels";
import { stops } from "./findings";
import type { Desk } from "./useDesk";

interface Acts {
  readonly onSubmit: () => void;
  readonly onUndo: () => void;
}

export function FormBar({ desk, busy, locked, ...acts }: { desk: Desk; busy: boolean; locked: boolean } & Acts) {
  // Nothing to submit: it was submitted as it stands. A form with nothing in it can be an answer too.
  const asSubmitted = !desk.view.isDraft && desk.view.word !== Word.NOT_BEGUN && !desk.keeping.waiting;
  return (
    <div className="bar">
      <p className="bar-hint"><HintOfBox desk={desk} /></p>
      <div className="bar-acts">
        <KeptWords desk={desk} />
        <Buttons
          {...acts}
          busy={busy}
          mayUndo={desk.undo !== undefined}
          isDraft={desk.view.isDraft}
          maySubmit={!locked && !asSubmitted}
          prefilled={desk.view.prefilled}
          left={desk.view.findings.filter(stops).length}
        />
      </div>
    </div>
  );
}

interface ButtonsProps extends Acts {
  readonly busy: boolean;
  readonly mayUndo: boolean;
  readonly isDraft: boolean;
  readonly maySubmit: boolean;
  readonly prefilled: boolean;
  readonly left: number;
}

// Not drawn again for each key.
const Buttons = memo(function Buttons({ busy, mayUndo, isDraft, maySubmit, prefilled, left, onUndo, onSubmit }: ButtonsProps) {
  const { say } = useSpeech();
  return (
    <>
      <Button className="button" isDisabled={!mayUndo} onPress={onUndo}>{say("form.undo")}</Button>
      <Button className="button button-main" isPending={busy} isDisabled={!maySubmit} onPress={onSubmit}>
        {say(prefilled && !isDraft ? "form.confirm" : "form.submit")}
        {left > 0 && <span className="left"> {say("form.left", { n: left })}</span>}
      </Button>
    </>
  );
});

function HintOfBox({ desk }: { desk: Desk }) {
  const { say, said } = useSpeech();
  const path = desk.focused?.startsWith("field:") === true ? desk.focused.slice("field:".length) : undefined;
  const [code, , itemCode] = path?.split(".") ?? [];
  const field = desk.view.fields.find((f) => f.field?.code === code)?.field;
  const inner = field?.type.case === "items" ? field.type.value.fields.find((f) => f.code === itemCode) : undefined;
  const hint = said((inner ?? field)?.hint);
  const reading = said(field?.source?.reading);
  if (field === undefined) return <span className="bar-keys">{say("form.keys")}</span>;
  if (hint === "" && reading === "") return <>{said((inner ?? field).label)}</>;
  return <>{[hint, reading].filter((words) => words !== "").join(" ")}</>;
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
  const { waiting, keptAt, problem } = desk.keeping;
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
    <span className={waiting ? "kept" : "kept is-kept"}>
      <Mark tone={keeping ? "wait" : "good"} />
      <span className="kept-words">{say(keeping ? "form.keeping" : "form.kept")}</span> {!keeping && time}
    </span>
  );
}
