// What school and office have written to each other: of one entry, or of nothing in particular. Goes and comes with a sync.
import { useMutation, useQuery } from "@connectrpc/connect-query";
import { Message_About as About } from "@gom/clients/gom/v1/record_pb";
import { SchoolService, type MessageView } from "@gom/clients/gom/v1/school_pb";
import { Button, TextBox } from "@gom/web/controls";
import { refusalOf } from "@gom/web/refusal";
import { useEffect, useRef } from "react";
import { queryClient } from "../api";
import { useWritten } from "../draft/written";
import { rememberedAuthor } from "../form/ReportParts";
import { useSpeech, type Label } from "../labels";
import { RefusalNotice } from "../RefusalNotice";
import { WordChip } from "../words";

interface ThreadProps {
  // Both empty: the general one.
  readonly form: string;
  readonly period: string;
}

const mostLetters = 4000;

export function Thread({ form, period }: ThreadProps) {
  const { say } = useSpeech();
  const answer = useQuery(SchoolService.method.listMessages, { form, period });
  const messages = answer.data?.messages ?? [];
  const fresh = useSeen(messages);
  return (
    <div className="thread">
      {answer.error !== null && <RefusalNotice refusal={refusalOf(answer.error)} />}
      {answer.data !== undefined && messages.length === 0 && <p className="quiet">{say("messages.none")}</p>}
      <ol className="messages">
        {messages.map((one) => (
          <OneMessage key={one.id} one={one} fresh={fresh.has(one.id)} />
        ))}
      </ol>
      <Write form={form} period={period} newest={messages.filter((one) => one.madeHere).at(-1)?.text} />
    </div>
  );
}

// What stands before a person's eyes has been looked at; on this page it is called new all the same.
function useSeen(messages: readonly MessageView[]): ReadonlySet<string> {
  const fresh = useRef(new Set<string>());
  for (const one of messages) if (one.unseen) fresh.current.add(one.id);
  const newest = messages.filter((one) => one.unseen).at(-1)?.at;
  const mark = useMutation(SchoolService.method.markMessagesSeen, { onSuccess: () => queryClient.invalidateQueries() });
  useEffect(() => {
    if (newest !== undefined) mark.mutate({ until: newest });
  }, [newest]);
  return fresh.current;
}

const abouts: readonly (readonly [About, Label])[] = [
  [About.QUESTION, "messages.question"],
  [About.DIFFICULTY, "messages.difficulty"],
  [About.PROPOSAL, "messages.proposal"],
];

export function OneMessage({ one, fresh }: { one: MessageView; fresh: boolean }) {
  const { say, moment } = useSpeech();
  const about = abouts.find(([value]) => value === one.about)?.[1];
  const who = one.author === "" ? "" : ` (${one.author})`;
  return (
    <li className={one.fromOffice ? "message message-office" : "message"}>
      <p className="message-head">
        <strong>{say(one.fromOffice ? "messages.office" : "messages.school")}{who}</strong>
        <span className="quiet">{moment(one.at)}</span>
        {about !== undefined && <span className="tag">{say(about)}</span>}
        {fresh && <span className="tag tag-warn">{say("messages.new")}</span>}
        {!one.fromOffice && <WordChip word={one.word} />}
      </p>
      <p className="message-text">{one.text}</p>
    </li>
  );
}

export const keyOfMessage = ({ form, period }: ThreadProps) => `message:${period}/${form}`;

// `newest`: of those that were written here.
function Write({ form, period, newest }: ThreadProps & { newest: string | undefined }) {
  const { say } = useSpeech();
  const { text, write, kept, found } = useWritten(keyOfMessage({ form, period }));
  const kind = useWritten(`about:${period}/${form}`);
  const about: About = Number(kind.text || About.QUESTION);
  // It was sent, and the window closed before it could be forgotten.
  useEffect(() => {
    if (found && text.trim() === newest?.trim()) write("");
  }, [found, newest]);
  const send = useMutation(SchoolService.method.sendMessage, {
    onSuccess: () => {
      write("");
      kind.write("");
      return queryClient.invalidateQueries();
    },
  });
  return (
    <form
      className="write"
      onSubmit={(event) => {
        event.preventDefault();
        send.mutate({ form, period, about, text, author: rememberedAuthor() });
      }}
    >
      <div className="report-parts">
        <TextBox className="report-part report-note" label={say("messages.write")} rows={3} maxLength={mostLetters} value={text} onType={write} />
        <label className="message-about">
          {say("messages.about")}
          <select className="box" value={about} onChange={(event) => kind.write(event.target.value)}>
            {abouts.map(([value, label]) => (
              <option key={value} value={value}>{say(label)}</option>
            ))}
          </select>
        </label>
        <span className="quiet written" role="status">{kept && say("messages.kept")}</span>
        <Button className="button button-main" type="submit" pending={send.isPending} disabled={text.trim() === ""}>{say("messages.send")}</Button>
      </div>
      {send.error !== null && <RefusalNotice refusal={refusalOf(send.error)} />}
    </form>
  );
}
