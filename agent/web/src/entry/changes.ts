// What changed from one version of an entry to another. Pure.
import type { RevisionView, Value } from "@gom/clients/gom/v1/entry_pb";
import { sameValue } from "../values";

export interface Change {
  readonly field: string;
  readonly before: Value | undefined;
  readonly after: Value | undefined;
}

type Values = Pick<RevisionView, "values">;

// In the order of `fields`; what no field of the form names comes last. Against nothing, everything that is given.
export function changesBetween(before: Values | undefined, after: Values, fields: readonly string[]): Change[] {
  const old = valuesOf(before);
  const now = valuesOf(after);
  const named = new Set(fields);
  const others = [...new Set([...old.keys(), ...now.keys()])].filter((field) => !named.has(field));
  return [...fields, ...others]
    .map((field) => ({ field, before: old.get(field), after: now.get(field) }))
    .filter((change) => !sameValue(change.before, change.after));
}

// The fields in which the versions are not all the same.
export function differingFields(versions: readonly Values[], fields: readonly string[]): string[] {
  const [first, ...others] = versions;
  if (first === undefined) return [];
  const differing = new Set(others.flatMap((one) => changesBetween(first, one, fields).map((change) => change.field)));
  return [...fields, ...differing].filter((field, i, all) => differing.has(field) && all.indexOf(field) === i);
}

export function valuesOf(version: Values | undefined): Map<string, Value | undefined> {
  return new Map(version?.values.map((one) => [one.field, one.value]));
}

// The versions between which a person has to choose: what counts now first, then those that wait.
export function versionsToChoose(revisions: readonly RevisionView[]): RevisionView[] {
  return [...revisions.filter((r) => r.standing === "head"), ...revisions.filter((r) => r.standing === "contender")];
}
