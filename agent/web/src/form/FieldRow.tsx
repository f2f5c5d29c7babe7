// One field: its label, its box, what stood there in the last period, and what is to be said about it.
import type { Value } from "@gom/clients/gom/v1/entry_pb";
import type { FieldView } from "@gom/clients/gom/v1/school_pb";
import type { Field } from "@gom/clients/gom/v1/plan_pb";
import { longDay } from "@gom/web/moments";
import { inWords } from "@gom/web/numbers";
import { memo, type ReactNode } from "react";
import { Button, Input, Label, Radio, RadioGroup, Text, TextArea, TextField } from "react-aria-components";
import { useSpeech, type Speech } from "../labels";
import { notApplicable } from "../values";
import { isError } from "./findings";
import { FindingNotes } from "./FindingNote";
import { ItemsRow } from "./ItemsRow";
import { sameShown } from "./sameView";
import type { Desk } from "./useDesk";

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

interface RowProps {
  readonly desk: Desk;
  readonly of: FieldView;
}
interface ShownProps extends RowProps {
  readonly shown: readonly unknown[];
}

// All that a row shows of what may change while its form is open.
function shownIn(desk: Desk, of: FieldView): readonly unknown[] {
  const path = of.field?.code ?? "";
  const findings = desk.loudFindings(path);
  const reasons = findings.map((finding) => desk.text(`reason:${finding.rule}`, finding.reason));
  return [of, desk.fieldText(path, of.value), returnedIn(desk, path), ...findings, ...reasons];
}

export function FieldRow({ desk, of }: RowProps) {
  // A list shows more than its own field.
  if (of.field?.type.case === "items") return <FieldRowNow desk={desk} of={of} />;
  return <SameFieldRow desk={desk} of={of} shown={shownIn(desk, of)} />;
}

// Drawn again only where something that it shows has changed: a key is pressed in one of thirty rows. What a row calls of
// its desk works the same on an earlier one.
const SameFieldRow = memo<ShownProps>(FieldRowNow, (a, b) => sameShown(a.shown, b.shown));

function returnedIn(desk: Desk, path: string): string | undefined {
  return desk.view.verdict?.accepted === false ? desk.view.verdict.fields.find((f) => f.field === path)?.reason : undefined;
}

function FieldRowNow({ desk, of }: RowProps) {
  const field = of.field;
  if (field === undefined) return null;
  const box: Box = {
    path: field.code,
    field,
    value: of.value,
    previous: of.previous,
    previousPeriod: of.previousPeriod,
    returned: returnedIn(desk, field.code),
  };
  return field.type.case === "items" ? <ItemsRow desk={desk} box={box} list={field.type.value} /> : <BoxRow desk={desk} box={box} />;
}

export function BoxRow({ desk, box }: { desk: Desk; box: Box }) {
  switch (box.field.type.case) {
    case "yesNo":
      return <YesNoRow desk={desk} box={box} />;
    case "choice":
      return <ChoiceRow desk={desk} box={box} />;
    case "text":
      return <LineRow desk={desk} box={box} kind={box.path.includes(".") ? "words" : "text"} />;
    case "date":
      return <LineRow desk={desk} box={box} kind="date" />;
    default:
      return <LineRow desk={desk} box={box} kind="number" />;
  }
}

// -- what every row has ----------------------------------------------------------------------------------------------

function Name({ box }: { box: Box }) {
  const { said, say } = useSpeech();
  return (
    <>
      {said(box.field.label)}
      {box.field.required && <span className="must" title={say("form.required")}>{"\u00a0*"}</span>}
    </>
  );
}

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
}

// A number large enough to be misread, and a date, whose day and month people confuse, are said back in words.
const large = 1000n;
function echo({ language }: Speech, value: Value | undefined): string {
  if (value?.kind.case === "number" && (value.kind.value >= large || value.kind.value <= -large)) {
    return inWords(language, value.kind.value);
  }
  if (value?.kind.case === "date") return longDay(language, value.kind.value);
  return "";
}

function Said({ box, desk }: { box: Box; desk: Desk }) {
  const speech = useSpeech();
  const words = echo(speech, box.value);
  const findings = desk.loudFindings(box.path);
  if (words === "" && findings.length === 0 && box.returned === undefined) return null;
  return (
    <div className="row-said">
      {words !== "" && <p className="echo">{words}</p>}
      {box.returned !== undefined && <p className="returned">{speech.say("form.returned_here", { reason: box.returned })}</p>}
      <FindingNotes desk={desk} findings={findings} />
    </div>
  );
}

function Hint({ box }: { box: Box }) {
  const { said } = useSpeech();
  return (
    <Text slot="description" className="visually-hidden">
      {said(box.field.hint)}
    </Text>
  );
}

function rowClass(box: Box, desk: Desk, kind: string): string {
  const findings = desk.loudFindings(box.path);
  const bad = findings.some(isError) ? " is-bad" : findings.length > 0 ? " is-warned" : "";
  return `row row-${kind}${bad}${box.returned === undefined ? "" : " is-returned"}`;
}

// -- one line: numbers, dates, words; or several: text ------------------------------------------------------------------

type LineKind = "number" | "date" | "words" | "text";

function LineRow({ desk, box, kind }: { desk: Desk; box: Box; kind: LineKind }) {
  const { say, said } = useSpeech();
  const key = `field:${box.path}` as const;
  const text = desk.fieldText(box.path, box.value);
  const isNa = text === notApplicable;
  const type = (now: string) => desk.type(key, now, text);
  const box_ = {
    "data-box": box.path,
    className: `box box-${kind}${isNa ? " is-na" : ""}${text === "" ? " is-empty" : ""}`,
    placeholder: say(isNa ? "value.not_applicable" : "value.empty"),
  };
  return (
    <TextField
      className={rowClass(box, desk, kind)}
      value={isNa ? "" : text}
      isInvalid={desk.loudFindings(box.path).some(isError)}
      isRequired={box.field.required}
      validationBehavior="aria"
      onFocus={() => desk.enter(key, text)}
      onBlur={() => desk.leave(key)}
      onChange={type}
    >
      <Label className="row-label"><Name box={box} /></Label>
      <div
        className="row-box"
        onKeyDown={(event) => {
          if (isNa && (event.key === "Backspace" || event.key === "Delete")) type("");
        }}
      >
        {kind === "text" ? (
          <TextArea {...box_} rows={3} />
        ) : (
          <Input {...box_} inputMode={kind === "number" ? "numeric" : "text"} autoComplete="off" onFocus={(event) => event.target.select()} />
        )}
        <span className="unit">{said(box.field.unit)}</span>
        {(kind === "number" || kind === "date") && !box.path.includes(".") && (
          <button
            type="button"
            tabIndex={-1}
            className="na"
            aria-pressed={isNa}
            aria-label={say("form.na_of", { field: said(box.field.label) })}
            title={say("form.na_key")}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => type(isNa ? "" : notApplicable)}
          >
            {say("form.na")}
          </button>
        )}
      </div>
      <Before box={box} />
      <Hint box={box} />
      <Said box={box} desk={desk} />
    </TextField>
  );
}

// -- a choice between a few ----------------------------------------------------------------------------------------------

function Choices({ desk, box, options }: { desk: Desk; box: Box; options: readonly (readonly [string, string])[] }) {
  const { say, said } = useSpeech();
  const key = `field:${box.path}` as const;
  const text = desk.fieldText(box.path, box.value);
  const known = options.some(([code]) => code === text);
  return (
    <RadioGroup
      data-box={box.path}
      className={`${rowClass(box, desk, "choice")}${longChoices(options) ? " row-wide" : ""}${text === "" ? " is-empty" : ""}`}
      orientation="horizontal"
      value={known ? text : null}
      isInvalid={desk.loudFindings(box.path).some(isError)}
      isRequired={box.field.required}
      validationBehavior="aria"
      onFocus={() => desk.enter(key, text)}
      onBlur={() => desk.leave(key)}
      onChange={(now) => desk.type(key, now, text)}
    >
      <Label className="row-label"><Name box={box} /></Label>
      <div
        className="row-box"
        onKeyDown={(event) => {
          if (event.key === "Backspace" || event.key === "Delete") desk.type(key, "", text);
        }}
      >
        <div className="choices">
          {options.map(([code, label]) => (
            <Radio key={code} value={code} className="choice">{label}</Radio>
          ))}
          {text !== "" && (
            <Button className="clear" excludeFromTabOrder aria-label={say("form.clear_of", { field: said(box.field.label) })} onPress={() => desk.type(key, "", text)}>
              ×
            </Button>
          )}
        </div>
      </div>
      <Before box={box} />
      <Hint box={box} />
      <Said box={box} desk={desk} />
    </RadioGroup>
  );
}

// More words than stand beside a label: they stand below it.
const shortLetters = 24;
function longChoices(options: readonly (readonly [string, string])[]): boolean {
  return options.reduce((letters, [, label]) => letters + label.length, 0) > shortLetters;
}

function YesNoRow({ desk, box }: { desk: Desk; box: Box }) {
  const { say } = useSpeech();
  const options: [string, string][] = [["1", say("form.yes")], ["0", say("form.no")]];
  if (!box.path.includes(".")) options.push([notApplicable, say("form.na")]);
  return <Choices desk={desk} box={box} options={options} />;
}

function ChoiceRow({ desk, box }: { desk: Desk; box: Box }): ReactNode {
  const { said, say } = useSpeech();
  if (box.field.type.case !== "choice") return null;
  const options = box.field.type.value.options.map((option) => [option.code, said(option.label)] as const);
  const all = box.path.includes(".") ? options : [...options, [notApplicable, say("form.na")] as const];
  return <Choices desk={desk} box={box} options={all} />;
}
