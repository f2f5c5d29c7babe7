// A file, or rows pasted from a spreadsheet: seen row by row before anything is kept, then all or nothing.
import { useMutation } from "@connectrpc/connect-query";
import { SchoolService, TextEncoding } from "@gom/clients/gom/v1/school_pb";
import { Button, DropPlace, PickFiles, TextBox } from "@gom/web/controls";
import { Notice } from "@gom/web/parts";
import { refusalOf } from "@gom/web/refusal";
import { useState } from "react";
import { queryClient } from "../api";
import { useWritten, type Written } from "../draft/written";
import { rememberedAuthor } from "../form/ReportParts";
import { useSpeech } from "../labels";
import { RefusalNotice } from "../RefusalNotice";
import { EncodingQuestion } from "./EncodingQuestion";
import { openFile, type Opened } from "./opened";
import { csvOfPasted } from "./pasted";
import { Preview } from "./Preview";
import { TemplatePart, usePlaces } from "./TemplatePart";
import { FileTrouble } from "./trouble";

// What is to be read, and how.
interface Job {
  readonly opened: Opened;
  readonly pasted: boolean;
  // Of a workbook.
  readonly sheet: number;
  readonly encoding: TextEncoding;
  readonly skipped: ReadonlySet<number>;
}

export function ImportPage() {
  const { say } = useSpeech();
  const places = usePlaces();
  const [job, setJob] = useState<Job>();
  const [trouble, setTrouble] = useState<FileTrouble>();
  const [reasons, setReasons] = useState<ReadonlyMap<string, string>>(new Map());
  const preview = useMutation(SchoolService.method.importRows);
  const pasted = useWritten("rows");
  const apply = useMutation(SchoolService.method.importRows, {
    onSuccess: () => {
      if (job?.pasted === true) pasted.write("");
      return queryClient.invalidateQueries();
    },
  });

  const asked = ({ opened, sheet, encoding, skipped }: Job, { form, period } = places.chosen) => ({
    ...("csv" in opened ? { csv: opened.csv } : { sheet: [...(opened.sheets[sheet]?.rows ?? [])] }),
    fileName: opened.name,
    author: rememberedAuthor(),
    encoding,
    form,
    period,
    skipLines: [...skipped],
    reasons: [...reasons].filter(([, text]) => text.trim() !== "").map(([rule, text]) => ({ rule, text })),
  });
  const look = (now: Job) => {
    apply.reset();
    setJob(now);
    preview.mutate({ ...asked(now), preview: true });
  };
  const lookAt = (opened: Opened, pasted = false) => look({ opened, pasted, sheet: 0, encoding: TextEncoding.UNSPECIFIED, skipped: new Set() });
  const take = async ([file]: readonly File[]) => {
    if (file === undefined) return;
    setTrouble(undefined);
    setJob(undefined);
    try {
      lookAt(await openFile(file));
    } catch (error) {
      setTrouble(error instanceof FileTrouble ? error : new FileTrouble("xlsx.broken"));
    }
  };
  const done = apply.data?.applied === true ? apply.data : undefined;

  return (
    <>
      <h1>{say("import.title")}</h1>
      <p className="quiet lead">{say("import.how")}</p>
      <TemplatePart
        places={places}
        onChoose={(place) => {
          places.choose(place);
          if (job !== undefined) preview.mutate({ ...asked(job, place), preview: true });
        }}
      />
      <div className="import-ways">
        <DropPlace onDrop={(files) => void take(files)}>
          <span className="quiet">{say("import.drop")}</span>
          <PickFiles className="button button-main" accept=".xlsx,.xlsm,.csv,.tsv,.txt,.xls" onPick={(files) => void take(files)}>{say("import.pick")}</PickFiles>
        </DropPlace>
        <Paste written={pasted} onPaste={(text) => lookAt({ name: say("import.pasted_name"), csv: csvOfPasted(text) }, true)} />
      </div>
      {trouble !== undefined && <Notice tone="bad" live>{say(trouble.label, trouble.values)}</Notice>}
      {job !== undefined && done === undefined && <SheetChoice job={job} onChoose={(sheet) => look({ ...job, sheet, skipped: new Set() })} />}
      {preview.error !== null && job !== undefined && <RefusalNotice refusal={refusalOf(preview.error)} />}
      {job !== undefined && preview.data !== undefined && done === undefined && (
        <>
          {(preview.data.encodingGuessed || job.encoding !== TextEncoding.UNSPECIFIED) && (
            <EncodingQuestion answer={preview.data} onChoose={(encoding) => look({ ...job, encoding })} />
          )}
          <Preview
            answer={preview.data}
            name={job.opened.name}
            reasons={reasons}
            busy={apply.isPending}
            onSkip={(line, skip) => {
              const skipped = new Set(job.skipped);
              if (skip) skipped.add(line);
              else skipped.delete(line);
              look({ ...job, skipped });
            }}
            onReason={(rule, text) => setReasons((all) => new Map(all).set(rule, text))}
            onApply={() => apply.mutate({ ...asked(job), preview: false })}
          />
        </>
      )}
      {apply.error !== null && <RefusalNotice refusal={refusalOf(apply.error)} />}
      {done !== undefined && (
        <Notice tone="good" live>
          <p>{say("import.done", { n: done.entries.length, rows: done.rows.filter((row) => !row.skipped).length })}</p>
          <p><a className="button" href="#/">{say("form.to_home")}</a></p>
        </Notice>
      )}
    </>
  );
}

function Paste({ written: { text, write, kept }, onPaste }: { written: Written; onPaste: (text: string) => void }) {
  const { say } = useSpeech();
  return (
    <div className="paste">
      <TextBox label={say("import.paste")} rows={4} value={text} onType={write} placeholder={say("import.paste_example")} spellCheck={false} />
      <div className="paste-acts">
        <Button disabled={text.trim() === ""} onClick={() => onPaste(text)}>{say("import.paste_look")}</Button>
        <span className="quiet" role="status">{kept && say("import.paste_kept")}</span>
      </div>
    </div>
  );
}

function SheetChoice({ job, onChoose }: { job: Job; onChoose: (sheet: number) => void }) {
  const { say } = useSpeech();
  const { opened, sheet } = job;
  if (!("sheets" in opened)) return null;
  const formulas = opened.sheets[sheet]?.formulas ?? 0;
  return (
    <>
      {opened.sheets.length > 1 && (
        <label className="period-choice sheet-choice">
          {say("import.sheet")}
          <select className="box" value={sheet} onChange={(event) => onChoose(Number(event.target.value))}>
            {opened.sheets.map(({ name, rows }, i) => (
              <option key={i} value={i}>{say("import.sheet_rows", { name, n: rows.length })}</option>
            ))}
          </select>
        </label>
      )}
      {formulas > 0 && <p className="quiet">{say("import.formulas", { n: formulas })}</p>}
    </>
  );
}
