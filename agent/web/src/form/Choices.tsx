// A choice between a few, as buttons of which one is down. For the keyboard it is one stop, whose arrows choose.
import type { FocusEvent } from "react";
import { useSpeech } from "../labels";
import { Name, useRow, type RowProps } from "./row";

type Option = readonly [code: string, label: string];

export function Choices({ desk, box, options }: RowProps & { options: readonly Option[] }) {
  const { say, said } = useSpeech();
  const row = useRow({ desk, box }, "choice");
  const key = `field:${box.path}` as const;
  const choose = (now: string) => desk.type(key, now, row.text);
  const within = (event: FocusEvent) => event.currentTarget.contains(event.relatedTarget);
  return (
    <div
      role="radiogroup"
      data-box={box.path}
      className={`${row.className}${longChoices(options) ? " row-wide" : ""}${row.text === "" ? " is-empty" : ""}`}
      aria-labelledby={`${row.id}-label`}
      aria-invalid={row.invalid || undefined}
      aria-required={box.field.required || undefined}
      aria-describedby={row.describedBy}
      onFocus={(event) => within(event) || desk.enter(key, row.text)}
      onBlur={(event) => within(event) || desk.leave(key)}
    >
      <span className="row-label" id={`${row.id}-label`}><Name field={box.field} /></span>
      <div
        className="row-box"
        onKeyDown={(event) => {
          if (event.key === "Backspace" || event.key === "Delete") choose("");
        }}
      >
        <div className="choices">
          {options.map(([code, label]) => (
            <label key={code} className={code === row.text ? "choice is-chosen" : "choice"}>
              <input type="radio" name={row.id} value={code} checked={code === row.text} onChange={() => choose(code)} />
              {label}
            </label>
          ))}
          {row.text !== "" && (
            <button type="button" className="clear" tabIndex={-1} aria-label={say("form.clear_of", { field: said(box.field.label) })} onClick={() => choose("")}>
              ×
            </button>
          )}
        </div>
      </div>
      {row.parts}
    </div>
  );
}

// More words than stand beside a label: they stand below it.
const shortLetters = 24;
function longChoices(options: readonly Option[]): boolean {
  return options.reduce((letters, [, label]) => letters + label.length, 0) > shortLetters;
}
