// Enrolling where there is no network: the slip comes as a file, a request goes out as one, and the office's reply comes back.
import { useMutation } from "@connectrpc/connect-query";
import { SchoolService } from "@gom/clients/gom/v1/school_pb";
import { PickFiles } from "@gom/web/controls";
import { bytesOf, offerFile } from "@gom/web/files";
import { Notice, Section } from "@gom/web/parts";
import { refusalOf } from "@gom/web/refusal";
import { useSpeech } from "../labels";
import { RefusalNotice } from "../RefusalNotice";

export function ByFiles({ label, onEnrolled }: { label: string; onEnrolled: () => void }) {
  const { say } = useSpeech();
  const asked = useMutation(SchoolService.method.askToEnroll, {
    onSuccess: (answer) => offerFile(answer.fileName, answer.request),
  });
  const welcomed = useMutation(SchoolService.method.enrollByReply, { onSuccess: onEnrolled });
  const ask = async ([file]: readonly File[]) => {
    welcomed.reset();
    if (file !== undefined) asked.mutate({ slip: await bytesOf(file), label: label.trim() });
  };
  const finish = async ([file]: readonly File[]) => {
    asked.reset();
    if (file !== undefined) welcomed.mutate({ reply: await bytesOf(file) });
  };
  const error = welcomed.error ?? asked.error;
  return (
    <Section title={say("enroll.by_files")}>
      <p className="quiet">{say("enroll.by_files_how")}</p>
      <div className="buttons">
        <PickFiles pending={asked.isPending} onPick={(files) => void ask(files)}>{say("enroll.open_slip")}</PickFiles>
        <PickFiles pending={welcomed.isPending} onPick={(files) => void finish(files)}>{say("enroll.open_reply")}</PickFiles>
      </div>
      {asked.data !== undefined && <Notice tone="good" live>{say("enroll.asked", { name: asked.data.fileName })}</Notice>}
      {error !== null && <RefusalNotice refusal={refusalOf(error)} />}
    </Section>
  );
}
