// Where the school stands by itself: each indicator it gives a number to, against its target, over the year; and beside it
// the commune.
import { useQuery } from "@connectrpc/connect-query";
import { Indicator_Group as Group } from "@gom/clients/gom/v1/plan_pb";
import { Standing } from "@gom/clients/gom/v1/report_pb";
import { Contribution_State as State, SchoolService, type GetOurSchoolResponse, type OwnIndicator, type OwnPart } from "@gom/clients/gom/v1/school_pb";
import { formatDay } from "@gom/web/moments";
import { Mark, Notice, Section } from "@gom/web/parts";
import { refusalOf } from "@gom/web/refusal";
import { useState } from "react";
import { isOpen } from "../home/due";
import { useSpeech, type Label } from "../labels";
import { RefusalNotice } from "../RefusalNotice";
import { formatRoute } from "../route";
import { CommuneFactsLine, CommuneOfPart } from "./Commune";
import { figureOf, isKnown, targetOf, verdictOf } from "./figures";
import { standingLabel, standingTone } from "./standing";
import { YearChart } from "./YearChart";

export function SchoolPage() {
  const { say, said, moment } = useSpeech();
  const [asOf, setAsOf] = useState("");
  const school = useQuery(SchoolService.method.getOurSchool, { asOf }, { placeholderData: (before) => before });
  const status = useQuery(SchoolService.method.getAgentStatus, {});
  const answer = school.data;
  return (
    <>
      <h1>
        {say("school.title")} <span className="form-period">{said(answer?.asOfName)}</span>
      </h1>
      <p className="quiet lead">{say("school.how")}</p>
      {school.error !== null && <RefusalNotice refusal={refusalOf(school.error)} />}
      {school.isPending && <p className="quiet loading">{say("ui.loading")}</p>}
      {answer !== undefined && (
        <>
          <div className="school-facts">
            <PeriodChoice asOf={answer.asOf} onChoose={setAsOf} />
            {status.data !== undefined && <p className="quiet">{say("school.as_of", { last: moment(status.data.lastSync) })}</p>}
          </div>
          <CommuneFactsLine answer={answer} />
          <Groups answer={answer} />
        </>
      )}
    </>
  );
}

function PeriodChoice({ asOf, onChoose }: { asOf: string; onChoose: (period: string) => void }) {
  const { say, said } = useSpeech();
  const lines = useQuery(SchoolService.method.listForms, {}).data?.forms ?? [];
  const periods = [...new Map(lines.map((line) => [line.period, line.periodName]))];
  return (
    <label className="period-choice">
      {say("school.period")}
      <select className="box" value={asOf} onChange={(event) => onChoose(event.target.value)}>
        {periods.map(([code, name]) => (
          <option key={code} value={code}>{said(name) || code}</option>
        ))}
      </select>
    </label>
  );
}

const groups: readonly (readonly [Group, Label])[] = [
  [Group.GOAL, "school.goals"],
  [Group.TASK, "school.tasks"],
];

function Groups({ answer }: { answer: GetOurSchoolResponse }) {
  const { say } = useSpeech();
  const known = new Set(groups.map(([group]) => group));
  const others = answer.indicators.filter(({ group }) => !known.has(group));
  if (answer.indicators.length === 0) return <Notice tone="plain">{say("school.nothing")}</Notice>;
  return (
    <>
      {groups.map(([group, label]) => (
        <Indicators key={group} title={say(label)} all={answer.indicators.filter((one) => one.group === group)} asOf={answer.asOf} />
      ))}
      <Indicators title={say("school.others")} all={others} asOf={answer.asOf} />
    </>
  );
}

function Indicators({ title, all, asOf }: { title: string; all: readonly OwnIndicator[]; asOf: string }) {
  const { said, say } = useSpeech();
  if (all.length === 0) return null;
  return (
    <Section title={title}>
      <ul className="own">
        {all.map((one) => (
          <li key={one.code}>
            <h3>
              <span className="own-code">{one.code}</span> {said(one.title)}
              {one.due !== "" && <span className="quiet own-due"> {say("home.due_on", { day: formatDay(one.due) })}</span>}
            </h3>
            {one.parts.map((part) => (
              <Part key={part.now?.part} part={part} asOf={asOf} ofSeveral={one.parts.length > 1} />
            ))}
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Part({ part, asOf, ofSeveral }: { part: OwnPart; asOf: string; ofSeveral: boolean }) {
  const speech = useSpeech();
  const { say, said } = speech;
  const { now } = part;
  if (now === undefined) return null;
  const target = targetOf(now, speech);
  const verdict = verdictOf(now, speech);
  const known = isKnown(now);
  const stands = known && part.standing !== Standing.UNSPECIFIED;
  return (
    <div className="own-part">
      <div>
        {ofSeveral && <p>{said(now.title)}</p>}
        <p>
          <span className={known ? "own-figure" : "quiet"}>{figureOf(now, said(now.unit), speech)}</span>
          {target !== undefined && <span className="quiet"> {say("figure.target", { target })}</span>}
        </p>
        {now.state === State.MISSING && <Wanting forms={part.forms} period={now.readAt || asOf} />}
        {stands && (
          <p className={`word word-${standingTone(part.standing)}`}>
            <Mark tone={standingTone(part.standing)} /> {say(standingLabel(part.standing))}
            {verdict?.tone === "warn" && <span className="own-gap">· {verdict.words}</span>}
          </p>
        )}
      </div>
      <YearChart part={part} />
      <CommuneOfPart part={part} />
    </div>
  );
}

// Where what is missing is entered.
function Wanting({ forms, period }: { forms: readonly string[]; period: string }) {
  const { said } = useSpeech();
  const lines = useQuery(SchoolService.method.listForms, {}).data?.forms ?? [];
  const wanted = lines.filter((line) => line.period === period && forms.includes(line.form) && isOpen(line));
  return (
    <p className="own-wanting">
      {wanted.map((line) => (
        <a key={line.form} href={formatRoute({ page: "form", form: line.form, period })}>{said(line.title)}</a>
      ))}
    </p>
  );
}
