// What came from others while the form is open, in one quiet sentence at its foot, which moves no box; and what to press.
import type { FormView } from "@gom/clients/gom/v1/school_pb";
import { Button } from "@gom/web/controls";
import { useState } from "react";
import { school } from "../api";
import { useSpeech, type Speech } from "../labels";
import { formatRoute } from "../route";
import { sameValue } from "../values";
import { isNewer, withWordsOf, type Arrival } from "./arrival";
import type { Desk } from "./desk";
import type { Arrivals } from "./useArrivals";
import { useShown } from "./useDesk";

interface ArrivalLineProps {
  readonly desk: Desk;
  readonly arrivals: Arrivals;
  // The office's questions stand at their boxes now.
  readonly onLook: () => void;
  readonly onRefused: (error: unknown) => void;
  // The button that was pressed is gone: the form's keys go on working.
  readonly onDone: () => void;
}

export function ArrivalLine({ desk, arrivals, onLook, onRefused, onDone }: ArrivalLineProps) {
  const speech = useSpeech();
  const { say } = speech;
  const [newer] = useShown(desk, ({ view }) => [view.findings.some(isNewer)]);
  const [taken, setTaken] = useState<string>();
  const { arrived, forget } = arrivals;
  const { form, period } = desk.view;

  const take = async () => {
    if (!(await desk.flush())) return;
    const before = desk.view;
    try {
      const answer = await school.saveDraft({ form, period });
      if (answer.form === undefined) return;
      desk.show(answer.form);
      setTaken(whatWasTaken(before, answer.form, speech));
      onDone();
    } catch (error) {
      onRefused(error);
    }
  };
  const look = () => {
    if (arrived?.aside !== undefined) desk.show(withWordsOf(desk.view, arrived.aside));
    forget();
    onLook();
  };

  const said = arrived !== undefined || newer || taken !== undefined;
  const close = () => {
    forget();
    setTaken(undefined);
    onDone();
  };
  return (
    <div className={said ? "bar-news is-said" : "bar-news"}>
      {/* Read aloud when a sentence comes, so it is there before. */}
      <div role="status">
        {arrived !== undefined && <p>{sentenceOf(arrived.arrival, arrived.aside !== undefined, speech)}</p>}
        {newer && <p>{say("arrived.newer_draft")}</p>}
        {!newer && taken !== undefined && <p>{taken}</p>}
      </div>
      <div className="bar-acts">
        {arrived?.arrival.is === "conflict" && <a className="button button-small" href={formatRoute({ page: "choose", form, period })}>{say("form.to_choose")}</a>}
        {arrived?.arrival.is === "returned" && <Button className="button button-small" onClick={look}>{say("arrived.look")}</Button>}
        {newer && <Button className="button button-small" onClick={() => void take()}>{say("form.take_newer")}</Button>}
        {(arrived !== undefined || (taken !== undefined && !newer)) && (
          <Button className="button button-small" onClick={close}>{say("ui.close")}</Button>
        )}
      </div>
    </div>
  );
}

function sentenceOf(arrival: Arrival, typing: boolean, { say, said }: Speech): string {
  switch (arrival.is) {
    case "returned":
      return say("arrived.returned", { reason: arrival.reason });
    case "accepted":
      return say(typing ? "arrived.accepted_draft" : "arrived.accepted");
    case "held":
      return say("arrived.held", { reason: said(arrival.reason) });
    case "conflict":
      return say("arrived.conflict");
    case "newer":
      return say("arrived.newer");
  }
}

// By the names of the boxes.
function whatWasTaken(before: FormView, now: FormView, { say, said }: Speech): string {
  const was = new Map(before.fields.map(({ field, value }) => [field?.code, value]));
  const named = new Set(now.findings.filter(({ rule }) => rule === "taken_over").flatMap(({ fields }) => fields));
  const names = (changed: boolean) =>
    now.fields
      .filter(({ field, value }) => named.has(field?.code ?? "") && sameValue(was.get(field?.code), value) !== changed)
      .map(({ field }) => said(field?.label))
      .join(", ");
  const [taken, kept] = [names(true), names(false)];
  return [taken === "" ? "" : say("arrived.taken", { fields: taken }), kept === "" ? "" : say("arrived.kept", { fields: kept }), say("arrived.look_again")].filter((one) => one !== "").join(" ");
}
