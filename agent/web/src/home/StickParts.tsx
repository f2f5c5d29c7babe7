// Where there is no network two sticks do: what waits goes out as a file, and the office's reply comes in as one.
import { useMutation } from "@connectrpc/connect-query";
import { SchoolService } from "@gom/clients/gom/v1/school_pb";
import { Button, PickFiles } from "@gom/web/controls";
import { bytesOf, offerFile } from "@gom/web/files";
import { Notice, Section } from "@gom/web/parts";
import { refusalOf } from "@gom/web/refusal";
import { useQueryClient } from "@tanstack/react-query";
import { useSpeech } from "../labels";
import { RefusalNotice } from "../RefusalNotice";

export function StickParts() {
  const { say } = useSpeech();
  const queries = useQueryClient();
  const exported = useMutation(SchoolService.method.exportBundle, {
    onSuccess: (answer) => offerFile(answer.fileName, answer.bundle),
  });
  const imported = useMutation(SchoolService.method.importBundle, { onSuccess: () => queries.invalidateQueries() });
  const takeIn = async ([file]: readonly File[]) => {
    exported.reset();
    if (file !== undefined) imported.mutate({ bundle: await bytesOf(file) });
  };
  const error = imported.error ?? exported.error;
  const fresh = imported.data !== undefined && imported.data.confirmed + imported.data.receivedEvents > 0;
  return (
    <Section title={say("stick.title")}>
      <p className="quiet">{say("stick.how")}</p>
      <div className="buttons">
        <Button pending={exported.isPending} onClick={() => { imported.reset(); exported.mutate({}); }}>
          {say("stick.export")}
        </Button>
        <PickFiles pending={imported.isPending} onPick={(files) => void takeIn(files)}>{say("stick.import")}</PickFiles>
      </div>
      {exported.data !== undefined && (
        <Notice tone="good" live>
          {say("stick.exported", { n: exported.data.changes, files: exported.data.evidenceFiles, name: exported.data.fileName })}
        </Notice>
      )}
      {imported.data !== undefined && (
        <Notice tone="good" live>
          {say(fresh ? "stick.imported" : "stick.nothing_new", {
            n: imported.data.confirmed,
            news: imported.data.receivedEvents,
            waiting: imported.data.waiting,
          })}
        </Notice>
      )}
      {error !== null && <RefusalNotice refusal={refusalOf(error)} />}
    </Section>
  );
}
