// Everything that school and office have written to each other: what is about a form leads to its form.
import { useQuery } from "@connectrpc/connect-query";
import { SchoolService, type MessageView } from "@gom/clients/gom/v1/school_pb";
import { Section } from "@gom/web/parts";
import { useSpeech } from "../labels";
import { useEntryNames } from "../names";
import { formatRoute } from "../route";
import { OneMessage, Thread } from "./Thread";

export function MessagesPage() {
  const { say } = useSpeech();
  const all = useQuery(SchoolService.method.listMessages, { everyThread: true }).data?.messages ?? [];
  const threads = new Map<string, MessageView>();
  // The newest of each, and the newest thread first.
  for (const one of all) {
    if (one.form === "") continue;
    threads.delete(`${one.period}/${one.form}`);
    threads.set(`${one.period}/${one.form}`, one);
  }
  return (
    <>
      <h1>{say("messages.title")}</h1>
      <p className="quiet lead">{say("messages.how")}</p>
      <div className="beside">
        <Section title={say("messages.general")}>
          <Thread form="" period="" />
        </Section>
        <Section title={say("messages.of_forms")}>
          {threads.size === 0 && <p className="quiet">{say("messages.no_threads")}</p>}
          <ol className="messages">
            {[...threads].reverse().map(([key, newest]) => (
              <ThreadEnd key={key} newest={newest} unseen={all.filter((one) => one.unseen && one.form === newest.form && one.period === newest.period).length} />
            ))}
          </ol>
        </Section>
      </div>
    </>
  );
}

function ThreadEnd({ newest, unseen }: { newest: MessageView; unseen: number }) {
  const { say } = useSpeech();
  const names = useEntryNames();
  const { form, period } = newest;
  return (
    <li className="thread-end">
      <p>
        <a href={formatRoute({ page: "form", form, period })}>{names.entry(form, period)}</a>{" "}
        {unseen > 0 && <span className="tag tag-warn">{say("messages.unseen", { n: unseen })}</span>}
      </p>
      <ol className="messages"><OneMessage one={newest} fresh={newest.unseen} /></ol>
    </li>
  );
}
