// This computer: whose it is, which hub it belongs to, and whether anything about it wants attention.
import { useQuery } from "@connectrpc/connect-query";
import { SchoolService, type AgentStatus } from "@gom/clients/gom/v1/school_pb";
import { Button } from "@gom/web/controls";
import { offerFile } from "@gom/web/files";
import { formatSize } from "@gom/web/moments";
import { Section } from "@gom/web/parts";
import { useSpeech, type Speech } from "../labels";
import { BackupPart } from "./BackupPart";
import { clockOf } from "./clock";
import { ClockNotice } from "./ClockNotice";
import { supportText } from "./support";

export function ComputerPage() {
  const { say } = useSpeech();
  const status = useQuery(SchoolService.method.getAgentStatus, {});
  return (
    <>
      <h1>{say("computer.title")}</h1>
      {status.isPending && <p className="quiet loading">{say("ui.loading")}</p>}
      {status.data !== undefined && <Facts status={status.data} />}
    </>
  );
}

function Facts({ status }: { status: AgentStatus }) {
  const { say, said, moment, language } = useSpeech();
  const facts: [string, string][] = [
    [say("computer.unit"), `${status.unitName} (${status.unit})`],
    [say("computer.device"), String(status.device)],
    [say("computer.hub"), `${status.hubName} · ${status.hubAddress}`],
    [say("computer.plan"), status.planVersion === 0 ? say("computer.no_plan") : `${said(status.planTitle)} (${say("computer.version", { n: status.planVersion })})`],
    [say("computer.certificate"), moment(status.certificateNotAfter)],
    [say("computer.last_sync"), moment(status.lastSync)],
    ...(status.failingSince === 0n ? [] : [[say("computer.failing"), moment(status.failingSince)] as [string, string]]),
    [say("computer.next_try"), status.nextTry === 0n ? "—" : moment(status.nextTry)],
    [say("computer.drafts"), String(status.drafts)],
    [say("computer.waiting"), String(status.waiting)],
    [say("computer.evidence"), status.evidenceWaiting === 0 ? "0" : `${status.evidenceWaiting} (${formatSize(language, Number(status.evidenceBytes))})`],
    [say("computer.disk"), status.diskTotal === 0n ? "—" : say("computer.disk_free", { free: formatSize(language, Number(status.diskFree)), total: formatSize(language, Number(status.diskTotal)) })],
    [say("computer.clock"), clockWords(status, say)],
    [say("computer.folder"), status.dataFolder],
    [say("computer.build"), status.build],
  ];
  return (
    <>
      <ClockNotice status={status} />
      <dl className="facts-list">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <BackupPart />
      <Section title={say("computer.support")}>
        <p className="quiet">{say("computer.support_words")}</p>
        <Button onClick={() => offerFile("gom-support.txt", new TextEncoder().encode(supportText(status, new Date())))}>
          {say("computer.support_save")}
        </Button>
      </Section>
    </>
  );
}

function clockWords(status: AgentStatus, say: Speech["say"]): string {
  const { label, span } = clockOf(status);
  return span === undefined ? say(label) : say(label, { by: say(span.label, { n: span.n }) });
}
