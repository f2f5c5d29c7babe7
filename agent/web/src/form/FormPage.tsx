// One form of one period on one screen.
import { useQuery } from "@connectrpc/connect-query";
import { Word } from "@gom/clients/gom/v1/entry_pb";
import type { Field } from "@gom/clients/gom/v1/plan_pb";
import { SchoolService, type FormLine, type FormView } from "@gom/clients/gom/v1/school_pb";
import { Button } from "@gom/web/controls";
import { formatDay } from "@gom/web/moments";
import { Notice, Question } from "@gom/web/parts";
import { refusalOf, type Refusal } from "@gom/web/refusal";
import { memo, useEffect, useRef, useState } from "react";
import { queryClient, school } from "../api";
import { isOpen } from "../home/due";
import { useSpeech } from "../labels";
import { useEntryNames } from "../names";
import { RefusalNotice } from "../RefusalNotice";
import { formatRoute } from "../route";
import { FormThread } from "../messages/OnForm";
import { ContributionList } from "../progress/OnForm";
import { WordChip } from "../words";
import { ArrivalLine } from "./ArrivalLine";
import type { Desk } from "./desk";
import { EvidencePart } from "./EvidencePart";
import { FieldRow } from "./FieldRow";
import { isToConfirm } from "./findings";
import { FindingNotes } from "./FindingNote";
import { FormBar } from "./FormBar";
import { onFormKey, stopOf } from "./keys";
import { PrintButtons, Signatures } from "./PrintParts";
import { rememberedAuthor, ReportParts } from "./ReportParts";
import { useArrivals } from "./useArrivals";
import { useDesk, useShown } from "./useDesk";

export function FormPage({ form, period }: { form: string; period: string }) {
  const { say } = useSpeech();
  // Asked for once: from then on the draft on this page is newer than anything that could be asked for.
  const view = useQuery(SchoolService.method.getForm, { form, period }, { gcTime: 0, staleTime: Infinity, refetchOnWindowFocus: false, meta: { kept: true } });
  const lines = useQuery(SchoolService.method.listForms, {});
  if (view.error !== null) return <RefusalNotice refusal={refusalOf(view.error)} />;
  if (view.data === undefined) return <p className="quiet loading">{say("ui.loading")}</p>;
  return <FormDesk first={view.data} lines={lines.data?.forms ?? []} />;
}

function FormDesk({ first, lines }: { first: FormView; lines: readonly FormLine[] }) {
  const { say, said } = useSpeech();
  const desk = useDesk(first);
  const sheet = useRef<HTMLDivElement>(null);
  const [refusal, setRefusal] = useState<Refusal>();
  const [submitted, setSubmitted] = useState<string>();
  const [busy, setBusy] = useState(false);
  const [discarding, setDiscarding] = useState(false);
  const { form, period } = first;
  const working = useRef(false);
  const arrivals = useArrivals(desk, () => working.current);
  const line = lines.find((one) => one.form === form && one.period === period);
  // Once: a form that is asked for again meanwhile takes nobody's focus.
  useEffect(() => focusFirst(sheet.current, first), []);

  const submit = async () => {
    if (busy) return;
    setBusy(true);
    working.current = true;
    setRefusal(undefined);
    arrivals.forget();
    try {
      if (!(await desk.flush())) return;
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
      const view = await school.getForm({ form, period }).catch(() => undefined);
      if (view !== undefined) desk.show(view);
      focusFirstFault(sheet.current);
    } finally {
      setBusy(false);
      working.current = false;
    }
  };
  const discard = async (yes: boolean) => {
    setDiscarding(false);
    if (!yes) return;
    await desk.flush();
    await school.saveDraft({ form, period, discard: true }).catch((error: unknown) => setRefusal(refusalOf(error)));
    desk.show(await school.getForm({ form, period }));
    void queryClient.invalidateQueries();
  };

  return (
    <div className="form" ref={sheet} tabIndex={-1} onKeyDownCapture={(event) => onFormKey(event, { submit: () => void submit(), undo: desk.undo, redo: desk.redo })}>
      <FormHead desk={desk} line={line} onDiscard={() => setDiscarding(true)} />
      {submitted !== undefined && <Submitted view={first} lines={lines} />}
      <Banners desk={desk} line={line} />
      {refusal !== undefined && <RefusalNotice refusal={refusal} />}
      <Elsewhere desk={desk} />
      <FieldColumns desk={desk} />
      <ContributionList desk={desk} />
      <ReportParts desk={desk} />
      <EvidencePart desk={desk} />
      <FormThread form={form} period={period} />
      <Signatures />
      <FormBar
        desk={desk}
        busy={busy}
        onSubmit={() => void submit()}
        news={
          <ArrivalLine
            desk={desk}
            arrivals={arrivals}
            onLook={() => requestAnimationFrame(() => focusFirst(sheet.current, desk.view))}
            onRefused={(error) => setRefusal(refusalOf(error))}
            onDone={() => sheet.current?.focus({ preventScroll: true })}
          />
        }
      />
      {discarding && (
        <Question
          title={say("form.discard")}
          words={say("form.discard_words", { form: said(first.title) })}
          yes={say("form.discard_yes")}
          no={say("ui.cancel")}
          onAnswer={(yes) => void discard(yes)}
        />
      )}
    </div>
  );
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
  readonly desk: Desk;
  readonly line: FormLine | undefined;
}

function FormHead({ desk, line, onDiscard }: HeadProps & { onDiscard: () => void }) {
  const { say, said } = useSpeech();
  const [word, isDraft, title, help] = useShown(desk, ({ view }) => [view.word, view.isDraft, view.title, view.help] as const);
  const { form, period } = desk.view;
  return (
    <div className="form-head">
      <h1>
        {said(title)} <span className="form-period">{said(line?.periodName) || period}</span>
      </h1>
      <div className="form-facts">
        <WordChip word={word} />
        {line !== undefined && <span className="quiet">{say("home.due_on", { day: formatDay(line.due) })}</span>}
        <a className="link" href={formatRoute({ page: "history", form, period })}>{say("form.history")}</a>
        <PrintButtons />
        {isDraft && <Button className="link" onClick={onDiscard}>{say("form.discard")}</Button>}
      </div>
      {said(help) !== "" && <p className="form-help">{said(help)}</p>}
    </div>
  );
}

function Banners({ desk, line }: HeadProps) {
  const { say, said, moment } = useSpeech();
  const [word, isDraft, prefilled, verdict, heldReason, toConfirm] = useShown(
    desk,
    ({ view }) => [view.word, view.isDraft, view.prefilled, view.verdict, view.heldReason, isToConfirm(view)] as const,
  );
  const { form, period } = desk.view;
  const handedIn = !isDraft && !toConfirm && [Word.SAVED, Word.SENT, Word.RECEIVED, Word.ACCEPTED].includes(word);
  return (
    <>
      {verdict?.accepted === false && (
        <Notice tone="warn">
          <p>
            <strong>{say("form.returned", { at: moment(verdict.at) })}</strong> {verdict.reason}
          </p>
        </Notice>
      )}
      {word === Word.CONFLICT && (
        <Notice tone="warn">
          {say("form.conflict")} <a href={formatRoute({ page: "choose", form, period })}>{say("form.to_choose")}</a>
        </Notice>
      )}
      {heldReason !== undefined && <Notice tone="bad">{say("form.held", { reason: said(heldReason) })}</Notice>}
      {line?.locked === true && <Notice tone="warn">{say("form.locked")}</Notice>}
      {prefilled && !isDraft && <Notice tone="plain">{say("form.prefilled")}</Notice>}
      {handedIn && <Notice tone="plain">{say("form.handed_in")}</Notice>}
    </>
  );
}

// What is to be said, and is about nothing that this form shows.
function Elsewhere({ desk }: { desk: Desk }) {
  return <FindingNotes desk={desk} findings={useShown(desk, (now) => now.findingsElsewhere)} />;
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
function halfOf(fields: readonly Field[]): number {
  const lines = fields.map((field) => (field.type.case === "choice" ? 2 : 1));
  const all = lines.reduce((sum, n) => sum + n, 0);
  let sum = 0;
  return 1 + lines.findIndex((n) => (sum += n) * 2 >= all);
}

// Short boxes in two columns that fill from the top; long texts and lists across. The split never moves while a clerk types.
const FieldColumns = memo(function FieldColumns({ desk }: { desk: Desk }) {
  const { say } = useSpeech();
  const fields = useShown(desk, ({ view }) => view.fields.flatMap(({ field }) => field ?? []));
  const wide = (field: Field) => field.type.case === "items" || field.type.case === "text";
  const short = fields.filter((field) => !wide(field));
  const half = short.length > 6 ? halfOf(short) : short.length;
  const columns = [short.slice(0, half), short.slice(half)].filter((column) => column.length > 0);
  const names = useEntryNames();
  const before = desk.view.fields.find((one) => one.previousPeriod !== "")?.previousPeriod;
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
            {column.map(({ code }) => (
              <FieldRow key={code} desk={desk} code={code} />
            ))}
          </div>
        ))}
      </div>
      {fields.filter(wide).map(({ code }) => (
        <FieldRow key={code} desk={desk} code={code} />
      ))}
    </>
  );
});
