// What every row of a form has beside its box: the label, what stood there in the last period, what is to be said about it.
import type { Value } from "@gom/clients/gom/v1/entry_pb";
import type { Field } from "@gom/clients/gom/v1/plan_pb";
import { longDay } from "@gom/web/moments";
import { inWords } from "@gom/web/numbers";
import { memo, useId, type ReactNode } from "react";
import { useSpeech, type Speech } from "../labels";
import type { Desk } from "./desk";
import { isError } from "./findings";
import { FindingNotes } from "./FindingNote";
import { useShown } from "./useDesk";

// One box of the form: a field of it, or a field of an item in a list.
export interface Box {
  readonly path: string;
  readonly field: Field;
  readonly value: Value | undefined;
  readonly previous?: Value | undefined;
  readonly previousPeriod?: string;
  // What the operator said of it when the entry was returned.
  readonly returned?: string | undefined;
}

export interface RowProps {
  readonly desk: Desk;
  readonly box: Box;
}

export interface Row {
  readonly id: string;
  // As it stands in the box.
  readonly text: string;
  readonly invalid: boolean;
  readonly className: string;
  // What the box is described by, for screen readers.
  readonly describedBy: string;
  readonly parts: ReactNode;
}

export function useRow({ desk, box }: RowProps, kind: string): Row {
  const id = useId();
  const speech = useSpeech();
  const [text, ...findings] = useShown(desk, (now) => [now.fieldText(box.path, box.value), ...now.loudFindings(box.path)] as const);
  const invalid = findings.some(isError);
  const bad = invalid ? " is-bad" : findings.length > 0 ? " is-warned" : "";
  const words = echo(speech, box.value);
  const hint = speech.said(box.field.hint);
  return {
    id,
    text,
    invalid,
    className: `row row-${kind}${bad}${box.returned === undefined ? "" : " is-returned"}`,
    // The same whether or not something is said: an attribute that comes and goes with a key costs more than the sentence.
    describedBy: hint === "" ? `${id}-said` : `${id}-hint ${id}-said`,
    parts: (
      <>
        <Before box={box} />
        {hint !== "" && <span id={`${id}-hint`} className="visually-hidden">{hint}</span>}
        <div id={`${id}-said`} className="row-said">
          {words !== "" && <p className="echo">{words}</p>}
          {box.returned !== undefined && <p className="returned">{speech.say("form.returned_here", { reason: box.returned })}</p>}
          <FindingNotes desk={desk} findings={findings} />
        </div>
      </>
    ),
  };
}

export function Name({ field }: { field: Field }) {
  const { said, say } = useSpeech();
  return (
    <>
      {said(field.label)}
      {field.required && <span className="must" title={say("form.required")}>{"\u00a0*"}</span>}
    </>
  );
}

const Before = memo(
  function Before({ box }: { box: Box }) {
    const { say, value } = useSpeech();
    if (box.previous === undefined || box.previousPeriod === undefined || box.previousPeriod === "") return <span className="row-before" />;
    const long = box.field.type.case === "text";
    const shown = box.previous.kind.case === undefined ? "—" : value(box.field, box.previous);
    if (long) return <span className="row-before row-before-long">{say("form.before_text", { period: box.previousPeriod, value: shown })}</span>;
    return (
      <span className="row-before" title={say("form.before", { period: box.previousPeriod })}>
        <span className="visually-hidden">{say("form.before", { period: box.previousPeriod })}: </span>
        {shown}
      </span>
    );
  },
  (a, b) => a.box.previous === b.box.previous && a.box.field === b.box.field,
);

// A number large enough to be misread, and a date, whose day and month people confuse, are said back in words.
const large = 1000n;
function echo({ language }: Speech, value: Value | undefined): string {
  if (value?.kind.case === "number" && (value.kind.value >= large || value.kind.value <= -large)) {
    return inWords(language, value.kind.value);
  }
  if (value?.kind.case === "date") return longDay(language, value.kind.value);
  return "";
}
