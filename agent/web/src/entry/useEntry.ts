import { useQuery } from "@connectrpc/connect-query";
import type { RevisionView } from "@gom/clients/gom/v1/entry_pb";
import type { Field } from "@gom/clients/gom/v1/plan_pb";
import { SchoolService, type FormView } from "@gom/clients/gom/v1/school_pb";
import { lookEveryMs } from "../api";

export interface EntryOnPage {
  readonly revisions: readonly RevisionView[];
  readonly form: FormView | undefined;
  // By code, in the order of the form.
  readonly fields: ReadonlyMap<string, Field>;
  // This computer's number at the hub.
  readonly device: number;
  readonly error: unknown;
  readonly pending: boolean;
}

// Every version of one entry, and the form that names its fields.
export function useEntry(form: string, period: string): EntryOnPage {
  const history = useQuery(SchoolService.method.getEntryHistory, { form, period }, { refetchInterval: lookEveryMs });
  const view = useQuery(SchoolService.method.getForm, { form, period });
  const status = useQuery(SchoolService.method.getAgentStatus, {});
  const fields = new Map<string, Field>();
  for (const one of view.data?.fields ?? []) if (one.field !== undefined) fields.set(one.field.code, one.field);
  return {
    revisions: history.data?.revisions ?? [],
    form: view.data,
    fields,
    device: status.data?.device ?? 0,
    error: view.error ?? history.error,
    pending: history.isPending || view.isPending,
  };
}
