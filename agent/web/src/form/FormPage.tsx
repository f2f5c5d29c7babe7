// One form of one period on one screen.
import { useQuery } from "@connectrpc/connect-query";
import { Word } from "@gom/clients/gom/v1/entry_pb";
import { SchoolService, type FieldView, type FormLine, type FormView } from "@gom/clients/gom/v1/school_pb";
import { formatDay } from "@gom/web/moments";
import { Notice, Question } from "@gom/web/parts";
import { refusalOf, type Refusal } from "@gom/web/refusal";
import { memo, useCallback, useEffect, useRef, useState } from "react";
import { Button } from "react-aria-components";
import { queryClient, school } from "../api";
import { isOpen } from "../home/due";
import { useSpeech } from "../labels";
import { useEntryNames } from "../names";
import { RefusalNotice } from "../RefusalNotice";
import { formatRoute } from "../route";
import { WordChip } from "../words";
import { EvidencePart } from "./EvidencePart";
import { FieldRow } from "./FieldRow";
import { FindingNotes } from "./FindingNote";
import { FormBar } from "./FormBar";
import { onFormKey, stopOf } from "./keys";
import { rememberedAuthor, ReportParts } from "./ReportParts";
import { sameShown } from "./sameView";
import { useDesk, type Desk } from "./useDesk";

export function FormPage({ form, period }: { form: string; period: string }) {
  const { say } = useSpeech();
  // Asked for once: from then on the draft on this page is newer than anything that could be asked for.
  const view = useQuery(SchoolService.method.getForm, { form, period }, { gcTime: 0, staleTime: Infinity, refetchOnWindowFocus: false });
  const lines = useQuery(SchoolService.method.listForms, {});
  if (view.error !== null) return <RefusalNotice refusal={refusalOf(view.error)} />;
  if (view.data === undefined) return <p className="quiet">{say("ui.loading")}</p>;
  return <FormDesk first={view.data} lines={lines.data?.forms ?? []} />;
}

function FormDesk({ first, lines }: { first: FormView; lines: readonly FormLine[] }) {
  const speech = useSpeech();
  const { say, said } = speech;
  const desk = useDesk(first);
  const sheet = useRef<HTMLDivElement>(null);
  const [refusal, setRefusal] = useState<Refusal>();
  const [submitted, setSubmitted] = useState<string>();
  const [busy, setBusy] = useState(false);
  const [discarding, setDiscarding] = useState(false);
  const { view } = desk;
  const line = lines.find((one) => one.form === view.form && one.period === view.period);
  // Once: a form that is asked for again meanwhile takes nobody's focus.
  useEffect(() => focusFirst(sheet.current, first), []);

  const submit = async () => {
    if (busy) return;
    setBusy(true);
    setRefusal(undefined);
    try {
      if (!(await desk.flush())) return;
      const { form, period } = view;
      // Figures that were carried over and are right as they stand become a draft by being looked at.
      const author = rememberedAuthor();
      if (!desk.view.isDraft) await school.saveDraft({ form, period, author, setAuthor: author !== "" });
      const answer = await school.submit({ form, period });
      setSubmitted(answer.entries[0]?.revision ?? "");
      desk.show(await school.getForm({ form, period }));
      window.scrollTo(0, 0);
      void queryClient.invalidateQueries();
    } catch (error) {
      desk.askAll();
      setRefusal(refusalOf(error));
      const view = await school.getForm({ form: desk.view.form, period: desk.view.period }).catch(() => undefined);
      if (view !== undefined) desk.show(view);
      focusFirstFault(sheet.current);
    } finally {
      setBusy(false);
    }
  };
  const discard = async (yes: boolean) => {
    setDiscarding(false);
    if (!yes) return;
    await desk.flush();
    const { form, period } = view;
    await school.saveDraft({ form, period, discard: true }).catch((error: unknown) => setRefusal(refusalOf(error)));
    desk.show(await school.getForm({ form, period }));
    void queryClient.invalidateQueries();
  };
  const onSubmit = useLatest(() => void submit());
  const onDiscard = useLatest(() => setDiscarding(true));
  const onUndo = useLatest(() => desk.undo?.());

  return (
    <div className="form" ref={sheet} tabIndex={-1} onKeyDownCapture={(event) => onFormKey(event, { submit: onSubmit, undo: desk.undo, redo: desk.redo })}>
      <FormHead view={view} line={line} onDiscard={onDiscard} />
      {submitted !== undefined && <Submitted view={view} lines={lines} />}
      <Banners view={view} line={line} />
      {refusal !== undefined && <RefusalNotice refusal={refusal} />}
      <FindingNotes desk={desk} findings={desk.findings.elsewhere} />
      <FieldColumns desk={desk} />
      <ReportParts desk={desk} />
      <EvidencePart desk={desk} />
      <FormBar
        desk={desk}
        busy={busy}
        locked={line?.locked === true}
        onSubmit={onSubmit}
        onUndo={onUndo}
      />
      {discarding && (
        <Question
          open
          title={say("form.discard")}
          words={say("form.discard_words", { form: said(view.title) })}
          yes={say("form.discard_yes")}
          no={say("ui.cancel")}
          onAnswer={(yes) => void discard(yes)}
        />
      )}
    </div>
  );
}

// The same function for good, that does what was said last.
function useLatest(act: () => void): () => void {
  const latest = useRef(act);
  latest.current = act;
  return useCallback(() => latest.current(), []);
}

// Where the operator named fields, the form opens at the first of them; else at the first box that is empty; a form
// without a box at itself, so that its keys work.
function focusFirst(sheet: HTMLElement | null, view: FormView): void {
  const returned = view.verdict?.accepted === false ? view.verdict.fields[0]?.field : undefined;
  const box =
    (returned !== undefined ? sheet?.querySelector(`[data-box="${CSS.escape(returned)}"]`) : undefined) ??
    sheet?.querySelector("[data-box].is-empty") ??
    sheet?.querySelector("[data-box]");
  const wanted = (box === null || box === undefined ? undefined : stopOf(box)) ?? sheet;
  const far = returned !== undefined;
  wanted?.focus({ preventScroll: !far });
  if (far) wanted?.scrollIntoView({ block: "center" });
}

// After the faults have been drawn.
function focusFirstFault(sheet: HTMLElement | null): void {
  requestAnimationFrame(() => {
    const row = sheet?.querySelector(".row.is-bad, .row.is-warned");
    row?.scrollIntoView({ block: "center" });
    row?.querySelector<HTMLElement>(row.classList.contains("is-bad") ? "input, textarea" : ".reason input")?.focus();
  });
}

interface HeadProps {
  readonly view: FormView;
  readonly line: FormLine | undefined;
}

const FormHead = memo(FormHeadNow, (a, b) => sameShown([a.view.word, a.view.isDraft, a.line], [b.view.word, b.view.isDraft, b.line]));

function FormHeadNow({ view, line, onDiscard }: HeadProps & { onDiscard: () => void }) {
  const { say, said } = useSpeech();
  return (
    <div className="form-head">
      <h1>
        {said(view.title)} <span className="form-period">{said(line?.periodName) || view.period}</span>
      </h1>
      <div className="form-facts">
        <WordChip word={view.word} />
        {line !== undefined && <span className="quiet">{say("home.due_on", { day: formatDay(line.due) })}</span>}
        <a className="link" href={formatRoute({ page: "history", form: view.form, period: view.period })}>{say("form.history")}</a>
        <Button className="link" onPress={() => window.print()}>{say("form.print")}</Button>
        {view.isDraft && <Button className="link" onPress={onDiscard}>{say("form.discard")}</Button>}
      </div>
      {said(view.help) !== "" && <p className="form-help">{said(view.help)}</p>}
    </div>
  );
}

function Banners({ view, line }: HeadProps) {
  const { say, said, moment } = useSpeech();
  const returned = view.verdict?.accepted === false ? view.verdict : undefined;
  const handedIn = !view.isDraft && [Word.SAVED, Word.SENT, Word.RECEIVED, Word.ACCEPTED].includes(view.word);
  return (
    <>
      {returned !== undefined && (
        <Notice tone="warn">
          <p>
            <strong>{say("form.returned", { at: moment(returned.at) })}</strong> {returned.reason}
          </p>
        </Notice>
      )}
      {view.word === Word.CONFLICT && (
        <Notice tone="warn">
          {say("form.conflict")}{" "}
          <a href={formatRoute({ page: "choose", form: view.form, period: view.period })}>{say("form.to_choose")}</a>
        </Notice>
      )}
      {view.heldReason !== undefined && <Notice tone="bad">{say("form.held", { reason: said(view.heldReason) })}</Notice>}
      {line?.locked === true && <Notice tone="warn">{say("form.locked")}</Notice>}
      {view.prefilled && !view.isDraft && <Notice tone="plain">{say("form.prefilled")}</Notice>}
      {handedIn && <Notice tone="plain">{say("form.handed_in")}</Notice>}
    </>
  );
}

function Submitted({ view, lines }: { view: FormView; lines: readonly FormLine[] }) {
  const { say, said } = useSpeech();
  const next = lines.find((one) => one.period === view.period && one.form !== view.form && isOpen(one));
  // Whoever submits by keyboard goes on by Enter.
  const onward = useRef<HTMLAnchorElement>(null);
  useEffect(() => onward.current?.focus({ preventScroll: true }), []);
  return (
    <Notice tone="good" live>
      <p>{say("form.submitted")}</p>
      <p className="buttons">
        {next !== undefined && (
          <a ref={onward} className="button button-main" href={formatRoute({ page: "form", period: next.period, form: next.form })}>
            {say("form.next", { form: said(next.title) })}
          </a>
        )}
        <a ref={next === undefined ? onward : undefined} className={next === undefined ? "button button-main" : "button"} href="#/">
          {say("form.to_home")}
        </a>
      </p>
    </Notice>
  );
}

// Where the first column ends, so that both are about as long; a choice takes about two lines.
function halfOf(fields: readonly FieldView[]): number {
  const lines = fields.map((f) => (f.field?.type.case === "choice" ? 2 : 1));
  const all = lines.reduce((sum, n) => sum + n, 0);
  let sum = 0;
  return 1 + lines.findIndex((n) => (sum += n) * 2 >= all);
}

// Short boxes in two columns that fill from the top; long texts and lists across. The split never moves while a clerk types.
function FieldColumns({ desk }: { desk: Desk }) {
  const { say } = useSpeech();
  const fields = desk.view.fields;
  const wide = (f: (typeof fields)[number]) => f.field?.type.case === "items" || f.field?.type.case === "text";
  const short = fields.filter((f) => !wide(f));
  const half = short.length > 6 ? halfOf(short) : short.length;
  const columns = [short.slice(0, half), short.slice(half)].filter((column) => column.length > 0);
  const names = useEntryNames();
  const before = fields.find((f) => f.previousPeriod !== "")?.previousPeriod;
  return (
    <>
      <div className={columns.length > 1 ? "columns" : "columns columns-one"}>
        {columns.map((column, i) => (
          <div className="column" key={i}>
            <div className="column-head" aria-hidden="true">
              <span className="row-label" />
              <span className="row-box">{say("form.now")}</span>
              <span className="row-before">{before === undefined ? "" : names.period(before)}</span>
            </div>
            {column.map((f) => (
              <FieldRow key={f.field?.code} desk={desk} of={f} />
            ))}
          </div>
        ))}
      </div>
      {fields.filter(wide).map((f) => (
        <FieldRow key={f.field?.code} desk={desk} of={f} />
      ))}
    </>
  );
}
