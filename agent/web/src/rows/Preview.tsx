// What each row would do: fine, to be mended, or left out by the person.
import type { ImportedRow, ImportRowsResponse } from "@gom/clients/gom/v1/school_pb";
import { Button } from "@gom/web/controls";
import { longDay } from "@gom/web/moments";
import { Mark } from "@gom/web/parts";
import { isError, stops } from "../form/findings";
import { useSpeech } from "../labels";
import { useEntryNames } from "../names";
import { RuleFindings } from "../RuleFindings";
import { isoOfCell } from "./day";

interface PreviewProps {
  readonly answer: ImportRowsResponse;
  readonly name: string;
  readonly reasons: ReadonlyMap<string, string>;
  readonly busy: boolean;
  readonly onSkip: (line: number, skip: boolean) => void;
  readonly onReason: (rule: string, text: string) => void;
  readonly onApply: () => void;
}

// More are told as a number: nobody reads a thousand rows that are fine.
const mostShown = 400;

export function Preview({ answer, name, reasons, busy, onSkip, onReason, onApply }: PreviewProps) {
  const { say } = useSpeech();
  const bad = answer.rows.filter((row) => !row.ok && !row.skipped);
  const skipped = answer.rows.filter((row) => row.skipped);
  const fine = answer.rows.filter((row) => row.ok && !row.skipped);
  const open = answer.findings.filter((f) => stops(f) && (isError(f) || (reasons.get(f.rule) ?? "").trim() === ""));
  const ordered = [...bad, ...skipped, ...fine];
  return (
    <section className="section">
      <div className="section-head">
        <h2>{say("import.preview", { name })}</h2>
        <span className={bad.length > 0 ? "tag tag-warn" : "tag"}>{say("import.counts", { fine: fine.length, bad: bad.length })}</span>
        {skipped.length > 0 && <span className="tag">{say("import.skipped", { n: skipped.length })}</span>}
        {answer.ofTemplate && <span className="tag">{say("import.is_template")}</span>}
      </div>
      <RuleFindings findings={answer.findings} reasons={reasons} onReason={onReason} />
      <div className="wide-table rows-table" role="region" tabIndex={0} aria-label={say("import.preview", { name })}>
        <table className="changes">
          <thead>
            <tr>
              <th scope="col">{say("table.line")}</th>
              <th scope="col">{say("table.result")}</th>
              <th scope="col">{say("table.form")}</th>
              <th scope="col">{say("table.field")}</th>
              <th scope="col">{say("table.value")}</th>
              <th scope="col">{say("table.skip")}</th>
            </tr>
          </thead>
          <tbody>
            {ordered.slice(0, mostShown).map((row, i) => (
              <Row key={`${row.line}/${row.field}/${i}`} row={row} onSkip={onSkip} />
            ))}
          </tbody>
        </table>
      </div>
      {ordered.length > mostShown && <p className="quiet">{say("import.more", { n: ordered.length - mostShown })}</p>}
      <div className="buttons">
        <Button className="button button-main" pending={busy} disabled={bad.length > 0 || open.length > 0 || fine.length === 0} onClick={onApply}>
          {say("import.apply")}
        </Button>
        <span className="quiet">{say(bad.length + open.length > 0 ? "import.not_yet" : "import.ready")}</span>
      </div>
    </section>
  );
}

function Row({ row, onSkip }: { row: ImportedRow; onSkip: (line: number, skip: boolean) => void }) {
  const { say, said, language } = useSpeech();
  const names = useEntryNames();
  // Day and month are what people confuse; a row that is wrong or left out stands as it was brought.
  const day = row.ok && !row.skipped ? isoOfCell(row.value) : undefined;
  const tone = row.skipped ? "plain" : row.ok ? "good" : "bad";
  return (
    <tr className={row.skipped ? "is-skipped" : row.ok ? "" : "is-bad"}>
      <td className="number">{row.line}</td>
      <td>
        <Mark tone={tone} /> {row.skipped ? say("import.row_skipped") : row.ok ? say("import.row_fine") : said(row.problem)}
      </td>
      <td>{row.form === "" ? row.period : names.entry(row.form, row.period)}</td>
      <td>{said(row.label) || row.field}</td>
      <td>
        {row.value}
        {day !== undefined && <span className="cell-day"> {longDay(language, day)}</span>}
      </td>
      <td className="skip-cell">
        <input
          type="checkbox"
          checked={row.skipped}
          aria-label={say("import.skip_line", { n: row.line })}
          onChange={(event) => onSkip(row.line, event.target.checked)}
        />
      </td>
    </tr>
  );
}
