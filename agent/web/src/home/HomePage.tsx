// What is due, how the computer stands with the hub, and what the hub has signed for.
import { useQuery } from "@connectrpc/connect-query";
import { SchoolService, type AgentStatus, type FormLine } from "@gom/clients/gom/v1/school_pb";
import { formatDay, formatSize, isoDay } from "@gom/web/moments";
import { Notice, Section } from "@gom/web/parts";
import { refusalOf } from "@gom/web/refusal";
import { ClockNotice } from "../device/ClockNotice";
import { useSpeech, type Label } from "../labels";
import { RefusalNotice } from "../RefusalNotice";
import { formatRoute, type Route } from "../route";
import { WordChip } from "../words";
import { Word } from "@gom/clients/gom/v1/entry_pb";
import { isOpen, isOverdue, needsLook, periodsOf, periodToShow, type PeriodOfForms } from "./due";
import { ReceiptList } from "./ReceiptList";
import { StickParts } from "./StickParts";
import { SyncPanel } from "./SyncPanel";

export function HomePage() {
  const { say, said, language } = useSpeech();
  const status = useQuery(SchoolService.method.getAgentStatus, {});
  const forms = useQuery(SchoolService.method.listForms, {});
  // Days are counted by the hub's clock: a computer's own may be years off.
  const today = isoDay(status.data === undefined ? new Date() : new Date(Number(status.data.hubNow)));
  const lines = forms.data?.forms ?? [];
  const periods = periodsOf(lines);
  const shown = periodToShow(periods, today);
  return (
    <>
      <h1 className="visually-hidden">{say("home.title")}</h1>
      {status.data !== undefined && <SyncPanel status={status.data} />}
      {status.data !== undefined && <ClockNotice status={status.data} />}
      {status.data?.diskLow === true && (
        <Notice tone="warn">{say("sync.disk_low", { free: formatSize(language, Number(status.data.diskFree)) })}</Notice>
      )}
      {(status.data?.messagesUnseen ?? 0) > 0 && (
        <Notice tone="warn">
          <a href={formatRoute({ page: "messages" })}>{say("home.messages", { n: status.data?.messagesUnseen ?? 0 })}</a>
        </Notice>
      )}
      {status.data !== undefined && <Notices status={status.data} />}
      {forms.error !== null && status.error === null && <RefusalNotice refusal={refusalOf(forms.error)} />}
      {lines.some(needsLook) && <ToLookAt lines={lines.filter(needsLook)} />}
      {periods.length > 0 && (
        <Section title={said(status.data?.planTitle) || say("home.due")}>
          <div className="periods">
            {periods.map((period) => (
              <PeriodBox key={period.period} period={period} open={period.period === shown} today={today} />
            ))}
          </div>
        </Section>
      )}
      {forms.isPending && <p className="quiet loading">{say("ui.loading")}</p>}
      <div className="beside">
        <ReceiptList />
        <StickParts />
      </div>
    </>
  );
}

function Notices({ status }: { status: AgentStatus }) {
  const { said } = useSpeech();
  if (status.notices.length === 0) return null;
  return (
    <Notice tone="warn">
      <ul className="bare">
        {status.notices.map((words, i) => (
          <li key={i}>{said(words)}</li>
        ))}
      </ul>
    </Notice>
  );
}

function ToLookAt({ lines }: { lines: readonly FormLine[] }) {
  const { say, said } = useSpeech();
  return (
    <Section title={say("home.look")}>
      <ul className="look">
        {lines.map((line) => (
          <li key={`${line.period}/${line.form}`}>
            <WordChip word={line.word} />
            <span>
              {said(line.title)} · {said(line.periodName)}
            </span>
            <Action line={line} loud />
          </li>
        ))}
      </ul>
    </Section>
  );
}

function PeriodBox({ period, open, today }: { period: PeriodOfForms; open: boolean; today: string }) {
  const { say, said } = useSpeech();
  const next = period.lines.find((line) => isOpen(line) && !needsLook(line));
  return (
    <details className="period" open={open}>
      <summary>
        <span className="period-name">{said(period.name)}</span>
        <span className="period-due">{say("home.due_on", { day: formatDay(period.due) })}</span>
        {period.optional && <span className="tag">{say("home.optional")}</span>}
        <span className="period-count">{say("home.reported", { n: period.reported, of: period.lines.length })}</span>
      </summary>
      <ul className="forms">
        {period.lines.map((line) => (
          <li key={line.form}>
            <span className="form-title">{said(line.title)}</span>
            <span className="form-marks">
              <Marks line={line} today={today} />
            </span>
            <WordChip word={line.word} />
            <Action line={line} loud={line === next} />
          </li>
        ))}
      </ul>
    </details>
  );
}

function Marks({ line, today }: { line: FormLine; today: string }) {
  const { say } = useSpeech();
  return (
    <>
      {isOverdue(line, today) && <span className="tag tag-warn">{say("home.overdue")}</span>}
      {line.locked && <span className="tag">{say("home.locked")}</span>}
      {line.carriedFrom !== "" && <span className="tag">{say("home.carried", { period: line.carriedFrom })}</span>}
    </>
  );
}

const actions: Partial<Record<Word, Label>> = {
  [Word.NOT_BEGUN]: "home.enter",
  [Word.DRAFT]: "home.go_on",
  [Word.RETURNED]: "home.mend",
  [Word.CONFLICT]: "home.choose",
};

// One of them stands out: the one to do next.
function Action({ line, loud }: { line: FormLine; loud: boolean }) {
  const { say, said } = useSpeech();
  const page = line.word === Word.CONFLICT ? "choose" : "form";
  const route: Route = { page, period: line.period, form: line.form };
  const carried = line.word === Word.NOT_BEGUN && line.carriedFrom !== "";
  const label = carried ? "home.confirm" : (actions[line.word] ?? "home.open");
  return (
    <a
      className={loud ? "button button-main action" : "button action"}
      href={formatRoute(route)}
      aria-label={`${say(label)}: ${said(line.title)}, ${said(line.periodName)}`}
    >
      {say(label)}
    </a>
  );
}
