// What helps who helps, without a name of a person or a school's figure in it. Pure.
import type { AgentStatus } from "@gom/clients/gom/v1/school_pb";

export function supportText(status: AgentStatus, now: Date): string {
  const time = (ms: bigint) => (ms === 0n ? "never" : new Date(Number(ms)).toISOString());
  const lines: [string, string | number][] = [
    ["made", now.toISOString()],
    ["build", status.build],
    ["unit", status.unit],
    ["device", status.device],
    ["hub", status.hubAddress],
    ["plan_version", status.planVersion],
    ["drafts", status.drafts],
    ["waiting", status.waiting],
    ["held", status.held],
    ["in_conflict", status.inConflict],
    ["returned", status.returned],
    ["handing_back", status.handingBack],
    ["evidence_waiting", status.evidenceWaiting],
    ["evidence_bytes", String(status.evidenceBytes)],
    ["last_sync", time(status.lastSync)],
    ["last_try", time(status.lastTry)],
    ["tries", status.tries],
    ["last_problem", status.lastProblem?.en ?? ""],
    ["problem_code", status.problemCode],
    ["failing_since", time(status.failingSince)],
    ["next_try", time(status.nextTry)],
    ["disk_free", String(status.diskFree)],
    ["disk_total", String(status.diskTotal)],
    ["clock_skew_ms", String(status.clockSkewMs)],
    ["certificate_not_after", time(status.certificateNotAfter)],
    ["notices", status.notices.length],
  ];
  return lines.map(([name, value]) => `${name}: ${value}\n`).join("");
}
