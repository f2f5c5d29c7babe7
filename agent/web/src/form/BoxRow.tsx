// The box that a field's type asks for.
import type { ReactNode } from "react";
import { useSpeech } from "../labels";
import { notApplicable } from "../values";
import { Choices } from "./Choices";
import { LineRow } from "./LineRow";
import type { RowProps } from "./row";

export function BoxRow({ desk, box }: RowProps): ReactNode {
  const { say, said } = useSpeech();
  // Not applicable is said of a field as a whole.
  const na = box.path.includes(".") ? [] : [[notApplicable, say("form.na")] as const];
  switch (box.field.type.case) {
    case "yesNo":
      return <Choices desk={desk} box={box} options={[["1", say("form.yes")], ["0", say("form.no")], ...na]} />;
    case "choice":
      return <Choices desk={desk} box={box} options={[...box.field.type.value.options.map((one) => [one.code, said(one.label)] as const), ...na]} />;
    case "text":
      return <LineRow desk={desk} box={box} kind={box.path.includes(".") ? "words" : "text"} />;
    case "date":
      return <LineRow desk={desk} box={box} kind="date" />;
    default:
      return <LineRow desk={desk} box={box} kind="number" />;
  }
}
