// What others do to a report while its form is open: the office's word on it, or a version from another computer. A form that
// is being typed into stays as it is until the clerk asks for it; what came is said in one sentence at its foot. Pure.
import { Word } from "@gom/clients/gom/v1/entry_pb";
import type { FormView } from "@gom/clients/gom/v1/school_pb";
import type { BothWords } from "@gom/web/language";
import { sameValue } from "../values";

export type Arrival =
  | { readonly is: "returned"; readonly reason: string }
  | { readonly is: "accepted" | "conflict" | "newer" }
  | { readonly is: "held"; readonly reason: BothWords };

// What others write of a form; the rest is the draft's.
type Outside = Pick<FormView, "verdict" | "heldReason" | "contenders">;

// What a key made of a draft, with what others said of it left as it stood.
export function asItStood(before: Outside & Pick<FormView, "isDraft">, now: FormView): FormView {
  return before.isDraft && now.isDraft ? withWordsOf(now, before) : now;
}

// The form, with what `others` has from others.
export function withWordsOf(form: FormView, others: Outside): FormView {
  const { verdict: _, heldReason: __, ...rest } = form;
  const { verdict, heldReason, contenders } = others;
  return { ...rest, contenders, ...(verdict !== undefined && { verdict }), ...(heldReason !== undefined && { heldReason }) };
}

export function arrivalOf(before: FormView, now: FormView): Arrival | undefined {
  const { verdict, heldReason } = now;
  if (verdict !== undefined && verdict.at !== before.verdict?.at) return verdict.accepted ? { is: "accepted" } : { is: "returned", reason: verdict.reason };
  if (heldReason !== undefined && heldReason.vi !== before.heldReason?.vi) return { is: "held", reason: heldReason };
  if (conflicts(now) && !conflicts(before)) return { is: "conflict" };
  // Of a draft a finding says so.
  const typed = before.isDraft || now.isDraft;
  return !typed && differ(before, now) ? { is: "newer" } : undefined;
}

const conflicts = ({ word, contenders }: FormView) => word === Word.CONFLICT || contenders.length > 0;

function differ(before: FormView, now: FormView): boolean {
  const was = new Map(before.fields.map(({ field, value }) => [field?.code, value]));
  return now.fields.some(({ field, value }) => was.has(field?.code) && !sameValue(was.get(field?.code), value));
}

// A newer version came: said at the foot, with what to press.
export const isNewer = ({ rule }: { readonly rule: string }) => rule === "newer_version";
// About no box, then.
export const isOfVersions = (finding: { readonly rule: string }) => isNewer(finding) || finding.rule === "taken_over";
