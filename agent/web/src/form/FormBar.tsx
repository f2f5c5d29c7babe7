// The foot of the form, always in sight: the help for the box one is in, whether what was typed is kept, undo, submit.
import { Word } from "@gom/clients/gom/v1/entry_pb";
import { Mark } from "@gom/web/parts";
import { Button } from "react-aria-components";
import { isEmpty } from "../draft/queue";
import { useSpeech } from "../labels";
import { stops } from "./findings";
import type { Desk } from "./useDesk";

export function FormBar(props: { desk: Desk; busy: boolean; locked: boolean; onSubmit: () => void; onDiscard: () => void }) {
  const { desk } = props;
  const { say } = useSpeech();
  const left = desk.view.findings.filter(stops).length;
  // Nothing to submit: it was submitted as it stands. A form with nothing in it can be an answer too.
  const asSubmitted = !desk.view.isDraft && desk.view.word !== Word.NOT_BEGUN && isEmpty(desk.keeping.queue);
  return (
    <div className="bar">
      <p className="bar-hint"><HintOfBox desk={desk} /></p>
      <div className="bar-acts">
        <KeptWords desk={desk} />
        <Button className="button" isDisabled={desk.undo === undefined} onPress={() => desk.undo?.()}>{say("form.undo")}</Button>
        {desk.view.isDraft && <Button className="button" onPress={props.onDiscard}>{say("form.discard")}</Button>}
        <Button
          className="button button-main"
          isPending={props.busy}
          isDisabled={props.locked || asSubmitted}
          onPress={props.onSubmit}
        >
          {say(desk.view.prefilled && !desk.view.isDraft ? "form.confirm" : "form.submit")}
          {left > 0 && <span className="left"> {say("form.left", { n: left })}</span>}
        </Button>
      </div>
    </div>
  );
}

function HintOfBox({ desk }: { desk: Desk }) {
  const { say, said } = useSpeech();
  const path = desk.focused?.startsWith("field:") === true ? desk.focused.slice("field:".length) : undefined;
  const [code, , itemCode] = path?.split(".") ?? [];
  const field = desk.view.fields.find((f) => f.field?.code === code)?.field;
  const inner = field?.type.case === "items" ? field.type.value.fields.find((f) => f.code === itemCode) : undefined;
  const hint = said((inner ?? field)?.hint);
  const reading = said(field?.source?.reading);
  if (field === undefined) return <>{say("form.keys")}</>;
  if (hint === "" && reading === "") return <>{said((inner ?? field).label)}</>;
  return <>{[hint, reading].filter((words) => words !== "").join(" ")}</>;
}

function KeptWords({ desk }: { desk: Desk }) {
  const { say, said } = useSpeech();
  const { queue, keptAt, problem } = desk.keeping;
  if (problem !== undefined) {
    return (
      <span className="kept kept-bad" role="alert">
        <Mark tone="bad" />
        {say("form.not_kept")} {said(problem)}
      </span>
    );
  }
  const waiting = !isEmpty(queue);
  if (keptAt === undefined && !waiting) return <span className="kept" role="status" />;
  const time = keptAt?.toTimeString().slice(0, 8) ?? "";
  return (
    <span className="kept">
      <Mark tone={waiting ? "wait" : "good"} />
      {waiting ? say("form.keeping") : say("form.kept", { time })}
    </span>
  );
}
