// A list on a form, such as initiatives: each item keeps its own identity from period to period, so items are added and
// taken away one by one and never retyped as a whole.
import type { ItemValue, Value } from "@gom/clients/gom/v1/entry_pb";
import type { ItemsType } from "@gom/clients/gom/v1/plan_pb";
import { Button } from "@gom/web/controls";
import { useEffect, useRef, useState } from "react";
import { school } from "../api";
import { useSpeech } from "../labels";
import type { Desk } from "./desk";
import { BoxRow } from "./BoxRow";
import type { Box } from "./row";
import { FindingNotes } from "./FindingNote";
import { stopOf } from "./keys";
import { useShown } from "./useDesk";

const defaultMost = 50;

export function ItemsRow({ desk, box, list }: { desk: Desk; box: Box; list: ItemsType }) {
  const { say, said } = useSpeech();
  const { path } = box;
  const findings = useShown(desk, (now) => now.loudFindings(path));
  const items = box.value?.kind.case === "items" ? box.value.kind.value.items : [];
  // So many are shown: one more than the agent has while a new one is still blank.
  const [wanted, setWanted] = useState(0);
  const [removing, setRemoving] = useState(false);
  const all = useRef<HTMLFieldSetElement>(null);
  useEffect(() => {
    // What was added is what one wants to type into.
    const box = wanted === 0 ? null : all.current?.querySelector(`[data-box^="${CSS.escape(`${path}.${wanted}.`)}"]`);
    if (box !== null && box !== undefined) stopOf(box)?.focus();
  }, [wanted, path]);
  const most = list.maxItems === 0 ? defaultMost : list.maxItems;
  const count = Math.max(items.length, wanted);

  const remove = async (place: number) => {
    setWanted(0);
    if (place > items.length) return;
    setRemoving(true);
    try {
      // Places move up when one goes, so everything that names them is kept before.
      if (!(await desk.flush())) return;
      const answer = await school.saveDraft({
        form: desk.view.form,
        period: desk.view.period,
        typed: [{ field: `${box.path}.${place}`, text: "" }],
      });
      if (answer.form !== undefined) desk.show(answer.form);
    } finally {
      setRemoving(false);
    }
  };

  return (
    <fieldset className="items" ref={all} disabled={removing}>
      <legend>{said(box.field.label)}</legend>
      {said(box.field.hint) !== "" && <p className="quiet">{said(box.field.hint)}</p>}
      {count === 0 && <p className="quiet">{say("form.no_items")}</p>}
      {Array.from({ length: count }, (_, i) => (
        <Item
          key={i}
          desk={desk}
          list={list}
          box={box}
          place={i + 1}
          item={items[i]}
          onRemove={() => void remove(i + 1)}
        />
      ))}
      {box.returned !== undefined && <p className="returned">{say("form.returned_here", { reason: box.returned })}</p>}
      <FindingNotes desk={desk} findings={findings} />
      <Button className="button button-small" disabled={count >= most || count > items.length} onClick={() => setWanted(items.length + 1)}>
        {say("form.add_item")}
      </Button>
    </fieldset>
  );
}

function Item(props: { desk: Desk; list: ItemsType; box: Box; place: number; item: ItemValue | undefined; onRemove: () => void }) {
  const { say } = useSpeech();
  const valueOf = (code: string): Value | undefined => props.item?.fields.find((f) => f.field === code)?.value;
  return (
    <div className="item" role="group" aria-label={say("form.item", { n: props.place })}>
      <div className="item-head">
        <span className="item-name">{say("form.item", { n: props.place })}</span>
        <Button className="button button-small" aria-label={say("form.remove_item_of", { n: props.place })} onClick={props.onRemove}>
          {say("form.remove_item")}
        </Button>
      </div>
      {props.list.fields.map((field) => (
        <BoxRow key={field.code} desk={props.desk} box={{ path: `${props.box.path}.${props.place}.${field.code}`, field, value: valueOf(field.code) }} />
      ))}
    </div>
  );
}
