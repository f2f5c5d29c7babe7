// A box of one line: numbers, dates, words; or of several: text.
import { useSpeech } from "../labels";
import { mostUnits, notApplicable } from "../values";
import { Name, useRow, type RowProps } from "./row";

export type LineKind = "number" | "date" | "words" | "text";

export function LineRow({ desk, box, kind }: RowProps & { kind: LineKind }) {
  const { say, said } = useSpeech();
  const row = useRow({ desk, box }, kind);
  const key = `field:${box.path}` as const;
  const isNa = row.text === notApplicable;
  const type = (now: string) => desk.type(key, now, row.text);
  const line = {
    id: row.id,
    "data-box": box.path,
    className: `box box-${kind}${isNa ? " is-na" : ""}${row.text === "" ? " is-empty" : ""}`,
    placeholder: say(isNa ? "value.not_applicable" : "value.empty"),
    value: isNa ? "" : row.text,
    maxLength: mostUnits(box.field),
    "aria-invalid": row.invalid || undefined,
    "aria-required": box.field.required || undefined,
    "aria-describedby": row.describedBy,
    onBlur: () => desk.leave(key),
    onChange: (event: { target: { value: string } }) => type(event.target.value),
    onKeyDown: (event: { key: string }) => {
      if (isNa && (event.key === "Backspace" || event.key === "Delete")) type("");
    },
  };
  return (
    <form className={row.className} onSubmit={(event) => event.preventDefault()}>
      <label className="row-label" htmlFor={row.id}><Name field={box.field} /></label>
      <div className="row-box">
        {kind === "text" ? (
          <textarea {...line} rows={3} onFocus={() => desk.enter(key, row.text)} />
        ) : (
          <input
            {...line}
            type="text"
            inputMode={kind === "number" ? "numeric" : "text"}
            autoComplete="off"
            onFocus={(event) => {
              desk.enter(key, row.text);
              event.target.select();
            }}
          />
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
      {row.parts}
    </form>
  );
}
