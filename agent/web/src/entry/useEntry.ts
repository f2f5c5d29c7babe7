import { useQuery } from "@connectrpc/connect-query";
import type { RevisionView } from "@gom/clients/gom/v1/entry_pb";
import type { Field } from "@gom/clients/gom/v1/plan_pb";
import { SchoolService, type FormView } from "@gom/clients/gom/v1/school_pb";

export interface EntryOnPage {
  readonly revisions: readonly RevisionView[];
  readonly form: FormView | undefined;
  // By code, in the order of the form.
  readonly fields: ReadonlyMap<string, Field>;
  readonly error: unknown;
  readonly pending: boolean;
}

// Every version of one entry, and the form that names its fields.
export function useEntry(form: string, period: string): EntryOnPage {
  const history = useQuery(SchoolService.method.getEntryHistory, { form, period });
  const view = useQuery(SchoolService.method.getForm, { form, period });
  const fields = new Map<string, Field>();
  for (const one of view.data?.fields ?? []) if (one.field !== undefined) fields.set(one.field.code, one.field);
  return {
    revisions: history.data?.revisions ?? [],
    form: view.data,
    fields,
    error: view.error ?? history.error,
    pending: history.isPending || view.isPending,
  };
}
