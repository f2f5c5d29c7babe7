// Everything a form's boxes need to know of each other: what was typed, what the agent said of it, what can be undone.
// Rows watch it, and each is drawn again only where something that it shows has changed (useShown).
import type { Finding, Value } from "@gom/clients/gom/v1/entry_pb";
import type { FieldView, FormView } from "@gom/clients/gom/v1/school_pb";
import type { EditKey } from "../draft/queue";
import type { DraftSaver, Keeping } from "../draft/saver";
import { nothingDone, redo, remember, undo, type UndoState } from "../draft/undo";
import { typedText } from "../values";
import { isQuiet, placeFindings, type Attention, type PlacedFindings } from "./findings";

interface Editing {
  readonly key: EditKey;
  // As it stands in the box now, and as it stood when the clerk came to it.
  readonly text: string;
  readonly before: string;
}

export class Desk {
  private editing: Editing | undefined;
  private readonly visited = new Set<string>();
  private asked = false;
  private hushed = false;
  private steps: UndoState = nothingDone;
  private placed: PlacedFindings;
  private rows: ReadonlyMap<string, FieldView>;
  private readonly watchers = new Set<() => void>();

  constructor(
    private readonly saver: DraftSaver<FormView>,
    private readonly nowMs: () => number,
  ) {
    this.placed = placeFindings(this.view);
    this.rows = rowsOf(this.view);
    let { fields, findings } = this.view;
    saver.watch(() => {
      const { view } = this;
      if (view.fields !== fields) this.rows = rowsOf(view);
      if (view.fields !== fields || view.findings !== findings) this.placed = placeFindings(view);
      ({ fields, findings } = view);
      this.changed();
    });
  }

  readonly watch = (changed: () => void): (() => void) => {
    this.watchers.add(changed);
    return () => this.watchers.delete(changed);
  };

  // -- what it shows ---------------------------------------------------------------------------------------------------

  get view(): FormView {
    return this.saver.snapshot().view;
  }
  get keeping(): Keeping<FormView> {
    return this.saver.snapshot();
  }
  // By code.
  row(code: string): FieldView | undefined {
    return this.rows.get(code);
  }
  // As it stands in a box now.
  text(key: EditKey, kept: string): string {
    return this.editing?.key === key ? this.editing.text : (this.saver.textOf(key) ?? kept);
  }
  fieldText(path: string, value: Value | undefined): string {
    return this.text(`field:${path}`, typedText(value));
  }
  // What is to be said at a box.
  loudFindings(path: string): readonly Finding[] {
    const all = this.placed.at.get(path);
    return all === undefined ? none : all.filter((finding) => !isQuiet(finding, path, this.attention()));
  }
  get findingsElsewhere(): readonly Finding[] {
    return this.placed.elsewhere;
  }
  get focused(): EditKey | undefined {
    return this.editing?.key;
  }
  get mayUndo(): boolean {
    return this.steps.done.length > 0;
  }

  // -- what befalls it -------------------------------------------------------------------------------------------------

  readonly enter = (key: EditKey, text: string): void => {
    this.editing = { key, text, before: text };
    this.changed();
  };
  readonly leave = (key: EditKey): void => {
    if (this.editing?.key === key) this.editing = undefined;
    const path = pathOf(key);
    if (path !== undefined) this.visited.add(path);
    this.changed();
  };
  readonly type = (key: EditKey, text: string, before: string): void => {
    this.steps = remember(this.steps, { key, before, after: text, atMs: this.nowMs() });
    this.put(key, text);
  };
  readonly undo = (): void => this.step(undo(this.steps));
  readonly redo = (): void => this.step(redo(this.steps));
  // From now on every finding is loud.
  readonly askAll = (): void => {
    this.asked = true;
    this.changed();
  };
  readonly flush = (): Promise<boolean> => this.saver.flush();
  readonly show = (view: FormView): void => this.saver.show(view);

  private step(taken: ReturnType<typeof undo>): void {
    if (taken === undefined) return;
    this.steps = taken.state;
    this.put(taken.key, taken.text);
  }
  private put(key: EditKey, text: string): void {
    if (this.editing?.key === key) this.editing = { ...this.editing, text };
    // Every row is asked once for a key, not once for each thing that it changes.
    this.hushed = true;
    this.saver.type(key, text);
    this.hushed = false;
    this.changed();
  }
  private attention(): Attention {
    const { editing, visited, asked } = this;
    return { visited, asked, typing: editing !== undefined && editing.text !== editing.before ? pathOf(editing.key) : undefined };
  }
  private changed(): void {
    if (this.hushed) return;
    for (const changed of this.watchers) changed();
  }
}

const none: readonly Finding[] = [];
const pathOf = (key: EditKey) => (key.startsWith("field:") ? key.slice("field:".length) : undefined);
const rowsOf = (view: FormView) => new Map(view.fields.map((one) => [one.field?.code ?? "", one]));
