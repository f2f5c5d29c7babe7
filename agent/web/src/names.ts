// What an entry is called, where only its codes are told.
import { useQuery } from "@connectrpc/connect-query";
import { SchoolService } from "@gom/clients/gom/v1/school_pb";
import { useSpeech } from "./labels";

export interface EntryNames {
  // "Quý II năm 2026"; the code until it is known.
  readonly period: (period: string) => string;
  // "Hồ sơ đơn vị · Quý II năm 2026".
  readonly entry: (form: string, period: string) => string;
}

export function useEntryNames(): EntryNames {
  const { said } = useSpeech();
  const lines = useQuery(SchoolService.method.listForms, {}).data?.forms ?? [];
  const period = (code: string) => said(lines.find((line) => line.period === code)?.periodName) || code;
  const form = (code: string) => said(lines.find((line) => line.form === code)?.title) || code;
  return { period, entry: (f, p) => `${form(f)} · ${period(p)}` };
}
