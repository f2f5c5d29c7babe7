import type { Value } from "@gom/clients/gom/v1/entry_pb";
import type { Field } from "@gom/clients/gom/v1/plan_pb";
import { useSpeech } from "../labels";

// A value as it is read; a list with all that stands in its items.
export function ShownValue({ field, value }: { field: Field | undefined; value: Value | undefined }) {
  const speech = useSpeech();
  if (value?.kind.case !== "items") {
    const empty = value?.kind.case === undefined;
    return <span className={empty ? "value value-empty" : "value"}>{speech.value(field, value)}</span>;
  }
  const inner = field?.type.case === "items" ? field.type.value.fields : [];
  if (value.kind.value.items.length === 0) return <span className="value value-empty">{speech.value(undefined, undefined)}</span>;
  return (
    <ol className="value-items">
      {value.kind.value.items.map((item) => (
        <li key={item.id}>
          {item.fields
            .filter((one) => one.value?.kind.case !== undefined)
            .map((one) => speech.value(inner.find((f) => f.code === one.field), one.value))
            .join(" · ")}
        </li>
      ))}
    </ol>
  );
}
