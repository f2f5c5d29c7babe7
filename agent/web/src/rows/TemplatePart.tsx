// Of which form the rows are, and a workbook to fill in for it.
import { useMutation, useQuery } from "@connectrpc/connect-query";
import { SchoolService, type FormLine } from "@gom/clients/gom/v1/school_pb";
import { Button } from "@gom/web/controls";
import { offerFile } from "@gom/web/files";
import { refusalOf } from "@gom/web/refusal";
import { useState } from "react";
import { isOpen, periodsOf, type PeriodOfForms } from "../home/due";
import { useSpeech } from "../labels";
import { RefusalNotice } from "../RefusalNotice";

export interface Place {
  readonly form: string;
  readonly period: string;
}
export interface Places {
  readonly all: readonly PeriodOfForms[];
  readonly chosen: Place;
  readonly choose: (place: Place) => void;
}

const nowhere: Place = { form: "", period: "" };

// The form that is to be filled in next, until another is chosen.
export function usePlaces(): Places {
  const lines = useQuery(SchoolService.method.listForms, {}).data?.forms ?? [];
  const [chosen, choose] = useState<Place>();
  const next: FormLine | undefined = lines.find((line) => isOpen(line) && !line.locked) ?? lines[0];
  return { all: periodsOf(lines), chosen: chosen ?? (next === undefined ? nowhere : { form: next.form, period: next.period }), choose };
}

export function TemplatePart({ places, onChoose }: { places: Places; onChoose: (place: Place) => void }) {
  const { say, said, language } = useSpeech();
  const template = useMutation(SchoolService.method.getTemplate, { onSuccess: ({ fileName, data }) => offerFile(fileName, data) });
  const { form, period } = places.chosen;
  return (
    <>
      <div className="template">
        <label className="period-choice">
          {say("import.of_form")}
          <select
            className="box"
            value={`${period}/${form}`}
            onChange={(event) => {
              const [toPeriod = "", toForm = ""] = event.target.value.split("/");
              onChoose({ form: toForm, period: toPeriod });
            }}
          >
            {places.all.map((one) => (
              <optgroup key={one.period} label={said(one.name) || one.period}>
                {one.lines.map((line) => (
                  <option key={line.form} value={`${line.period}/${line.form}`}>
                    {said(line.title)} · {said(one.name)}
                  </option>
                ))}
              </optgroup>
            ))}
          </select>
        </label>
        <Button disabled={form === ""} pending={template.isPending} onClick={() => template.mutate({ form, period, language })}>
          {say("import.template")}
        </Button>
      </div>
      {template.error !== null && <RefusalNotice refusal={refusalOf(template.error)} />}
    </>
  );
}
