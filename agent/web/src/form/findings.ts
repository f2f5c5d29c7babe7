// Which finding stands at which box. Pure.
import { Severity } from "@gom/clients/gom/v1/plan_pb";
import type { Finding } from "@gom/clients/gom/v1/entry_pb";
import type { FormView } from "@gom/clients/gom/v1/school_pb";
import { isOfVersions } from "./arrival";

export interface PlacedFindings {
  // By the path of the box.
  readonly at: ReadonlyMap<string, readonly Finding[]>;
  // About nothing that this form shows.
  readonly elsewhere: readonly Finding[];
}

const fieldOf = (path: string): string => path.split(".", 1)[0] ?? path;

// A finding stands at the first of its fields that is on this form, once.
export function placeFindings(view: Pick<FormView, "fields" | "findings">): PlacedFindings {
  const codes = new Set(view.fields.map((f) => f.field?.code));
  const at = new Map<string, Finding[]>();
  const elsewhere: Finding[] = [];
  for (const finding of view.findings) {
    if (isOfVersions(finding)) continue;
    const path = finding.fields.find((field) => codes.has(fieldOf(field)));
    if (path === undefined) elsewhere.push(finding);
    else at.set(path, [...(at.get(path) ?? []), finding]);
  }
  return { at, elsewhere };
}

export interface Attention {
  // Boxes that the clerk has been at.
  readonly visited: ReadonlySet<string>;
  // The form was to be submitted.
  readonly asked: boolean;
  // The box in which something other stands than when the clerk came to it.
  readonly typing: string | undefined;
}

// That a box is still empty is no mistake before the clerk has been there. A warning asks for words: it waits until the
// number stands there whole, or Enter would lead to the reason for half of one.
export function isQuiet(finding: Finding, path: string, { visited, asked, typing }: Attention): boolean {
  if (finding.rule === "required") return !asked && !visited.has(path);
  return !isError(finding) && typing !== undefined && finding.fields.includes(typing);
}

export function isError(finding: Finding): boolean {
  return finding.severity === Severity.ERROR;
}

const toConfirm = "to_confirm";
// Rules of the program itself, not of the plan: there is no reason to give for them.
const withoutReason = new Set(["newer_version", "taken_over", "unread", toConfirm]);
export function takesReason(finding: Finding): boolean {
  return !isError(finding) && !withoutReason.has(finding.rule);
}

// A field has come to mean something else since the form was submitted: it counts again once it is submitted again.
export function isToConfirm(view: Pick<FormView, "findings">): boolean {
  return view.findings.some(({ rule }) => rule === toConfirm);
}

// A warning stops nothing once a reason stands beside it.
export function stops(finding: Finding): boolean {
  return isError(finding) || (finding.severity === Severity.WARNING && finding.reason === "" && takesReason(finding));
}
