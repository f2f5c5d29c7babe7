import { createConnectQueryKey, useMutation } from "@connectrpc/connect-query";
import { SchoolService, type AgentStatus } from "@gom/clients/gom/v1/school_pb";
import { Button } from "@gom/web/controls";
import { formatSize } from "@gom/web/moments";
import { Mark } from "@gom/web/parts";
import { refusalOf } from "@gom/web/refusal";
import { useQueryClient } from "@tanstack/react-query";
import { useSpeech } from "../labels";
import { RefusalNotice } from "../RefusalNotice";
import { syncLine } from "./syncLine";

// What waits and since when, and one button that does something about it.
export function SyncPanel({ status }: { status: AgentStatus }) {
  const speech = useSpeech();
  const { say } = speech;
  const queries = useQueryClient();
  const sync = useMutation(SchoolService.method.syncNow, {
    onSettled: () => queries.invalidateQueries({ queryKey: createConnectQueryKey({ schema: SchoolService, cardinality: undefined }) }),
  });
  const line = syncLine(status, speech, (bytes) => formatSize(speech.language, bytes));
  return (
    <>
      <div className={`sync sync-${line.tone}`}>
        <Mark tone={line.tone} />
        <p className="sync-words" role="status">
          {line.sentences.join(" ")}
          {sync.data !== undefined && !sync.isPending && (
            <span className="sync-now"> {say("sync.just_done", { sent: sync.data.sent, news: sync.data.receivedEvents })}</span>
          )}
        </p>
        <Button className="button button-main" pending={sync.isPending} onClick={() => sync.mutate({})}>
          {say(sync.isPending ? "sync.under_way" : "sync.now")}
        </Button>
      </div>
      {sync.error !== null && (
        <RefusalNotice refusal={refusalOf(sync.error)}>
          <p>{say("sync.kept_here")}</p>
        </RefusalNotice>
      )}
    </>
  );
}
