// A CSV file, or rows pasted from a spreadsheet: seen row by row before anything is kept, then all or nothing.
import { useMutation } from "@connectrpc/connect-query";
import { SchoolService, type ImportedRow, type ImportRowsResponse } from "@gom/clients/gom/v1/school_pb";
import { Button, DropPlace, PickFiles, TextBox } from "@gom/web/controls";
import { bytesOf } from "@gom/web/files";
import { Mark, Notice } from "@gom/web/parts";
import { refusalOf } from "@gom/web/refusal";
import { useState } from "react";
import { queryClient } from "../api";
import { useSpeech } from "../labels";
import { RefusalNotice } from "../RefusalNotice";
import { RuleFindings } from "../RuleFindings";
import { isError, stops } from "../form/findings";
import { csvOfPasted } from "./pasted";

interface Source {
  readonly name: string;
  readonly csv: Uint8Array;
}

export function ImportPage() {
  const { say } = useSpeech();
  const [source, setSource] = useState<Source>();
  const [reasons, setReasons] = useState<ReadonlyMap<string, string>>(new Map());
  const preview = useMutation(SchoolService.method.importRows);
  const apply = useMutation(SchoolService.method.importRows, { onSuccess: () => queryClient.invalidateQueries() });
  const asked = (from: Source) => ({
    csv: from.csv,
    fileName: from.name,
    reasons: [...reasons].filter(([, text]) => text.trim() !== "").map(([rule, text]) => ({ rule, text })),
  });
  const look = (from: Source) => {
    apply.reset();
    setSource(from);
    preview.mutate({ ...asked(from), preview: true });
  };
  const takeFile = async (file: File | undefined) => {
    if (file !== undefined) look({ name: file.name, csv: await bytesOf(file) });
  };
  const done = apply.data?.applied === true ? apply.data : undefined;

  return (
    <>
      <h1>{say("import.title")}</h1>
      <p className="quiet">{say("import.how")}</p>
      <div className="import-ways">
        <DropPlace onDrop={(files) => void takeFile(files[0])}>
          <span className="quiet">{say("import.drop")}</span>
          <PickFiles className="button button-main" accept=".csv,text/csv" onPick={(files) => void takeFile(files[0])}>{say("import.pick")}</PickFiles>
        </DropPlace>
        <Paste onPaste={(text) => look({ name: say("import.pasted_name"), csv: csvOfPasted(text) })} />
      </div>
      {preview.error !== null && <RefusalNotice refusal={refusalOf(preview.error)} />}
      {source !== undefined && preview.data !== undefined && done === undefined && (
        <Preview
          answer={preview.data}
          name={source.name}
          reasons={reasons}
          busy={apply.isPending}
          onReason={(rule, text) => setReasons((all) => new Map(all).set(rule, text))}
          onApply={() => apply.mutate({ ...asked(source), preview: false })}
        />
      )}
      {apply.error !== null && <RefusalNotice refusal={refusalOf(apply.error)} />}
      {done !== undefined && (
        <Notice tone="good" live>
          <p>{say("import.done", { n: done.entries.length, rows: done.rows.length })}</p>
          <p><a className="button" href="#/">{say("form.to_home")}</a></p>
        </Notice>
      )}
    </>
  );
}

function Paste({ onPaste }: { onPaste: (text: string) => void }) {
  const { say } = useSpeech();
  const [text, setText] = useState("");
  return (
    <div className="paste">
      <TextBox label={say("import.paste")} rows={4} value={text} onType={setText} placeholder={"period\tform\tfield\tvalue\n2026-Q2\tho_so\tgv\t25"} spellCheck={false} />
      <Button disabled={text.trim() === ""} onClick={() => onPaste(text)}>{say("import.paste_look")}</Button>
    </div>
  );
}

interface PreviewProps {
  readonly answer: ImportRowsResponse;
  readonly name: string;
  readonly reasons: ReadonlyMap<string, string>;
  readonly busy: boolean;
  readonly onReason: (rule: string, text: string) => void;
  readonly onApply: () => void;
}

function Preview({ answer, name, reasons, busy, onReason, onApply }: PreviewProps) {
  const { say } = useSpeech();
  const bad = answer.rows.filter((row) => !row.ok);
  const open = answer.findings.filter((f) => stops(f) && (isError(f) || (reasons.get(f.rule) ?? "").trim() === ""));
  return (
    <section className="section">
      <div className="section-head">
        <h2>{say("import.preview", { name })}</h2>
        <span className={bad.length > 0 ? "tag tag-warn" : "tag"}>
          {say("import.counts", { fine: answer.rows.length - bad.length, bad: bad.length })}
        </span>
      </div>
      <RuleFindings findings={answer.findings} reasons={reasons} onReason={onReason} />
      <div className="wide-table rows-table" role="region" tabIndex={0} aria-label={say("import.preview", { name })}>
        <table className="changes">
          <thead>
            <tr>
              <th scope="col">{say("table.line")}</th>
              <th scope="col">{say("table.result")}</th>
              <th scope="col">{say("table.period")}</th>
              <th scope="col">{say("table.form")}</th>
              <th scope="col">{say("table.field")}</th>
              <th scope="col">{say("table.value")}</th>
            </tr>
          </thead>
          <tbody>
            {[...bad, ...answer.rows.filter((row) => row.ok)].map((row) => (
              <Row key={row.line} row={row} />
            ))}
          </tbody>
        </table>
      </div>
      <div className="buttons">
        <Button className="button button-main" pending={busy} disabled={bad.length > 0 || open.length > 0} onClick={onApply}>
          {say("import.apply")}
        </Button>
        <span className="quiet">{say(bad.length + open.length > 0 ? "import.not_yet" : "import.ready")}</span>
      </div>
    </section>
  );
}

function Row({ row }: { row: ImportedRow }) {
  const { say, said } = useSpeech();
  return (
    <tr className={row.ok ? "" : "is-bad"}>
      <td className="number">{row.line}</td>
      <td>
        <Mark tone={row.ok ? "good" : "bad"} /> {row.ok ? say("import.row_fine") : said(row.problem)}
      </td>
      <td>{row.period}</td>
      <td>{row.form}</td>
      <td>{row.field}</td>
      <td>{row.value}</td>
    </tr>
  );
}
