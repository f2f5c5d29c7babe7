// Of a new answer, what is as it was is the object that it was: what shows it need not be drawn again. Pure.
import type { EvidenceView, Finding } from "@gom/clients/gom/v1/entry_pb";
import type { FieldView, FormView } from "@gom/clients/gom/v1/school_pb";
import { sameValue } from "../values";

export function keepSame(before: FormView, now: FormView): FormView {
  now.fields = shared(before.fields, now.fields, sameField);
  now.findings = shared(before.findings, now.findings, sameFinding);
  now.evidence = shared(before.evidence, now.evidence, sameEvidence);
  return now;
}

// The list itself where nothing in it has changed.
function shared<T>(before: T[], now: T[], same: (a: T, b: T) => boolean): T[] {
  const all = now.map((one, i) => {
    const was = before[i];
    return was !== undefined && same(was, one) ? was : one;
  });
  return all.length === before.length && all.every((one, i) => one === before[i]) ? before : all;
}

// A plan does not change while its form is open, but for a new one that comes from the hub, which has a hint or label more.
function sameField(a: FieldView, b: FieldView): boolean {
  return (
    a.field?.code === b.field?.code &&
    a.field?.label?.vi === b.field?.label?.vi &&
    a.field?.hint?.vi === b.field?.hint?.vi &&
    a.field?.required === b.field?.required &&
    a.field?.type.case === b.field?.type.case &&
    a.previousPeriod === b.previousPeriod &&
    sameValue(a.previous, b.previous) &&
    sameValue(a.value, b.value)
  );
}

function sameFinding(a: Finding, b: Finding): boolean {
  return (
    a.rule === b.rule &&
    a.severity === b.severity &&
    a.reason === b.reason &&
    a.message?.vi === b.message?.vi &&
    a.message?.en === b.message?.en &&
    a.fields.join() === b.fields.join()
  );
}

function sameEvidence(a: EvidenceView, b: EvidenceView): boolean {
  return a.sha256.join() === b.sha256.join() && a.name === b.name && a.where === b.where;
}

export function sameShown(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((one, i) => one === b[i]);
}
