// A desk for as long as its form is open, and what of it a part of the page shows.
import type { FormView } from "@gom/clients/gom/v1/school_pb";
import { useEffect, useRef, useState, useSyncExternalStore } from "react";
import { draftEdits, type Edits } from "../draft/queue";
import { DraftSaver } from "../draft/saver";
import { school } from "../api";
import { currentSession, watchSession } from "../session";
import { answered } from "./answered";
import { asItStood } from "./arrival";
import { Desk } from "./desk";
import { keepSame } from "./keepSame";

const seams = {
  setTimeout: (act: () => void, ms: number) => window.setTimeout(act, ms),
  clearTimeout: (timer: number) => window.clearTimeout(timer),
  now: () => new Date(),
};

async function saveDraft(seen: FormView, edits: Edits): Promise<FormView> {
  const { note, author, typed, reasons } = draftEdits(edits);
  const answer = await school.saveDraft({
    form: seen.form,
    period: seen.period,
    seen: seen.mark,
    stay: true,
    typed,
    reasons,
    note: note ?? "",
    setNote: note !== undefined,
    author: author ?? "",
    setAuthor: author !== undefined,
  });
  return asItStood(seen, answered(seen, answer));
}

export function useDesk(first: FormView): Desk {
  const [{ saver, desk }] = useState(() => {
    const saver: DraftSaver<FormView> = new DraftSaver(first, (edits) => saveDraft(saver.snapshot().view, edits), seams, keepSame);
    return { saver, desk: new Desk(saver, Date.now) };
  });
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
  return desk;
}

// Draws a part again when, and only when, one of the things it shows is another.
export function useShown<T extends readonly unknown[]>(desk: Desk, read: (desk: Desk) => T): T {
  const last = useRef<T>(undefined);
  return useSyncExternalStore(desk.watch, () => {
    const now = read(desk);
    const before = last.current;
    if (before !== undefined && before.length === now.length && before.every((one, i) => one === now[i])) return before;
    return (last.current = now);
  });
}
