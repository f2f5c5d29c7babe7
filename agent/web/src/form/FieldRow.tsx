// One field of the form.
import { memo } from "react";
import { BoxRow } from "./BoxRow";
import type { Desk } from "./desk";
import { ItemsRow } from "./ItemsRow";
import type { Box } from "./row";
import { useShown } from "./useDesk";

// Drawn again only where something that it shows has changed: a key is pressed in one of thirty rows.
export const FieldRow = memo(function FieldRow({ desk, code }: { desk: Desk; code: string }) {
  const [of, returned] = useShown(desk, (now) => [now.row(code), returnedIn(now, code)] as const);
  const field = of?.field;
  if (field === undefined) return null;
  const box: Box = { path: code, field, value: of?.value, previous: of?.previous, previousPeriod: of?.previousPeriod ?? "", returned };
  return field.type.case === "items" ? <ItemsRow desk={desk} box={box} list={field.type.value} /> : <BoxRow desk={desk} box={box} />;
});

function returnedIn(desk: Desk, path: string): string | undefined {
  return desk.view.verdict?.accepted === false ? desk.view.verdict.fields.find((f) => f.field === path)?.reason : undefined;
}
