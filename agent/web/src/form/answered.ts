// A form after a key: what the agent says of what changed, put into what stood there. Pure.
import type { Finding } from "@gom/clients/gom/v1/entry_pb";
import type { Contribution, FieldView, FormView, SaveDraftResponse } from "@gom/clients/gom/v1/school_pb";

export function answered(seen: FormView, { form, onlyChanges }: Pick<SaveDraftResponse, "form" | "onlyChanges">): FormView {
  if (form === undefined) throw new Error("SaveDraft answered without a form");
  if (!onlyChanges) return form;
  const { title, help, periodName } = seen;
  return {
    ...form,
    // What never changes is not said again.
    ...(title !== undefined && { title }),
    ...(help !== undefined && { help }),
    ...(periodName !== undefined && { periodName }),
    fields: changed(seen.fields, form.fields, codeOf, withDefinition),
    findings: form.findings.map((one) => (one.message === undefined ? (said(seen, one) ?? one) : one)),
    contributions: changed(seen.contributions, form.contributions, partOf, (_, now) => now),
  };
}

// With its sentence, as it was seen; what else may have changed is a reason.
function said({ findings }: FormView, now: Finding): Finding | undefined {
  const before = findings.find(({ rule, fields }) => rule === now.rule && fields.length === now.fields.length && fields.every((field, i) => field === now.fields[i]));
  return before?.message === undefined ? undefined : { ...now, message: before.message };
}

const codeOf = ({ field }: FieldView) => field?.code ?? "";
const partOf = ({ indicator, part }: Contribution) => `${indicator}/${part}`;

function withDefinition({ field }: FieldView, now: FieldView): FieldView {
  return field === undefined ? now : { ...now, field };
}

function changed<T>(before: T[], changes: readonly T[], nameOf: (one: T) => string, join: (was: T, now: T) => T): T[] {
  if (changes.length === 0) return before;
  const byName = new Map(changes.map((one) => [nameOf(one), one]));
  return before.map((was) => {
    const now = byName.get(nameOf(was));
    return now === undefined ? was : join(was, now);
  });
}
