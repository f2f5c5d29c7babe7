// The thread of one form, closed until somebody opens it or the office has written something new.
import { useQuery } from "@connectrpc/connect-query";
import { SchoolService } from "@gom/clients/gom/v1/school_pb";
import { useEffect, useState } from "react";
import { readWritten } from "../draft/written";
import { useSpeech } from "../labels";
import { keyOfMessage, Thread } from "./Thread";

export function FormThread({ form, period }: { form: string; period: string }) {
  const { say } = useSpeech();
  const line = useQuery(SchoolService.method.listForms, {}).data?.forms.find((one) => one.form === form && one.period === period);
  const unseen = line?.messagesUnseen ?? 0;
  const [opened, setOpened] = useState<boolean>();
  const [standsOpen, setStandsOpen] = useState(false);
  // It stays open when they have been seen.
  if (unseen > 0 && !standsOpen) setStandsOpen(true);
  // So that nobody forgets what they were writing.
  useEffect(() => {
    readWritten(keyOfMessage({ form, period })).then(
      (text) => text !== "" && setStandsOpen(true),
      () => undefined,
    );
  }, [form, period]);
  const open = opened ?? standsOpen;
  return (
    <details className="form-thread" open={open} onToggle={(event) => setOpened(event.currentTarget.open)}>
      <summary>
        {say("messages.of_this_form")} {unseen > 0 && <span className="tag tag-warn">{say("messages.unseen", { n: unseen })}</span>}
      </summary>
      {open && <Thread form={form} period={period} />}
    </details>
  );
}
