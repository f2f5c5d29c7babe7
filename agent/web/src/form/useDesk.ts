// Everything a form's boxes need to know of each other: what was typed, what the agent said of it, what can be undone.
import type { Finding, Value } from "@gom/clients/gom/v1/entry_pb";
import type { FormView } from "@gom/clients/gom/v1/school_pb";
import { useEffect, useMemo, useRef, useState, useSyncExternalStore } from "react";
import { school } from "../api";
import { draftEdits, type EditKey, type Edits } from "../draft/queue";
import { DraftSaver, type Keeping } from "../draft/saver";
import { nothingDone, redo, remember, undo, type UndoState } from "../draft/undo";
import { typedText } from "../values";
import { currentSession, watchSession } from "../session";
import { keepSame } from "./sameView";
import { isQuiet, placeFindings, type PlacedFindings } from "./findings";

export interface Desk {
  readonly view: FormView;
  readonly keeping: Keeping<FormView>;
  readonly findings: PlacedFindings;
  // As it stands in a box now.
  readonly text: (key: EditKey, kept: string) => string;
  readonly fieldText: (path: string, value: Value | undefined) => string;
  readonly type: (key: EditKey, text: string, before: string) => void;
  readonly enter: (key: EditKey, text: string) => void;
  readonly leave: (key: EditKey) => void;
  readonly loudFindings: (path: string) => readonly Finding[];
  readonly focused: EditKey | undefined;
  readonly undo: (() => void) | undefined;
  readonly redo: (() => void) | undefined;
  readonly flush: () => Promise<boolean>;
  readonly show: (view: FormView) => void;
  // From now on every finding is loud.
  readonly askAll: () => void;
}

const seams = {
  setTimeout: (act: () => void, ms: number) => window.setTimeout(act, ms),
  clearTimeout: (timer: number) => window.clearTimeout(timer),
  now: () => new Date(),
};

async function saveDraft(form: string, period: string, edits: Edits): Promise<FormView> {
  const { note, author, typed, reasons } = draftEdits(edits);
  const answer = await school.saveDraft({
    form,
    period,
    typed,
    reasons,
    note: note ?? "",
    setNote: note !== undefined,
    author: author ?? "",
    setAuthor: author !== undefined,
  });
  if (answer.form === undefined) throw new Error("SaveDraft answered without a form");
  return answer.form;
}

function useSaver(first: FormView): DraftSaver<FormView> {
  const [saver] = useState(
    () => new DraftSaver<FormView>(first, (edits) => saveDraft(first.form, first.period, edits), seams, keepSame),
  );
  useEffect(() => {
    const hide = () => {
      if (document.visibilityState === "hidden") void saver.flush();
    };
    const leave = (event: BeforeUnloadEvent) => {
      if (saver.snapshot().waiting) event.preventDefault();
    };
    // A session that is open again is the moment to try again.
    const unwatch = watchSession(() => {
      if (currentSession().is === "open") void saver.flush();
    });
    document.addEventListener("visibilitychange", hide);
    window.addEventListener("beforeunload", leave);
    return () => {
      unwatch();
      document.removeEventListener("visibilitychange", hide);
      window.removeEventListener("beforeunload", leave);
      saver.stop();
    };
  }, [saver]);
  return saver;
}

const pathOf = (key: EditKey) => (key.startsWith("field:") ? key.slice("field:".length) : undefined);

export function useDesk(first: FormView): Desk {
  const saver = useSaver(first);
  const keeping = useSyncExternalStore(saver.watch, saver.snapshot);
  const [editing, setEditing] = useState<{ key: EditKey; text: string; before: string }>();
  const [visited, setVisited] = useState<ReadonlySet<string>>(new Set());
  const [asked, setAsked] = useState(false);
  const [steps, setSteps] = useState<UndoState>(nothingDone);
  const findings = useMemo(() => placeFindings(keeping.view), [keeping.view]);
  const editingRef = useRef(editing);
  editingRef.current = editing;

  const put = (key: EditKey, text: string) => {
    saver.type(key, text);
    if (editingRef.current?.key === key) setEditing({ ...editingRef.current, text });
  };
  const step = (taken: ReturnType<typeof undo>) =>
    taken === undefined
      ? undefined
      : () => {
          setSteps(taken.state);
          put(taken.key, taken.text);
        };
  const typing = editing !== undefined && editing.text !== editing.before ? pathOf(editing.key) : undefined;
  const attention = { visited, asked, typing };
  const text = (key: EditKey, kept: string) => (editing?.key === key ? editing.text : (saver.textOf(key) ?? kept));

  return {
    view: keeping.view,
    keeping,
    findings,
    text,
    fieldText: (path, value) => text(`field:${path}`, typedText(value)),
    type: (key, now, before) => {
      setSteps((state) => remember(state, { key, before, after: now, atMs: Date.now() }));
      put(key, now);
    },
    enter: (key, now) => setEditing({ key, text: now, before: now }),
    leave: (key) => {
      setEditing((one) => (one?.key === key ? undefined : one));
      const path = pathOf(key);
      if (path !== undefined) setVisited((paths) => new Set(paths).add(path));
    },
    loudFindings: (path) => (findings.at.get(path) ?? []).filter((f) => !isQuiet(f, path, attention)),
    focused: editing?.key,
    undo: step(undo(steps)),
    redo: step(redo(steps)),
    flush: () => saver.flush(),
    show: (view) => saver.show(view),
    askAll: () => setAsked(true),
  };
}
