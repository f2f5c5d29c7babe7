// Looks at a form again when others have changed it, and says what came.
import type { FormView } from "@gom/clients/gom/v1/school_pb";
import { useEffect, useState } from "react";
import { school } from "../api";
import { watchNews, type News } from "../news";
import { arrivalOf, asItStood, type Arrival } from "./arrival";
import type { Desk } from "./desk";

export interface Arrived {
  readonly arrival: Arrival;
  // Of a draft, which stays as it is: the form as it is now.
  readonly aside: FormView | undefined;
}

export interface Arrivals {
  readonly arrived: Arrived | undefined;
  // The clerk has seen it, or it is no more.
  readonly forget: () => void;
}

// `busy`: the page itself is changing the entry.
export function useArrivals(desk: Desk, busy: () => boolean): Arrivals {
  const [arrived, setArrived] = useState<Arrived>();
  useEffect(() => {
    let gone = false;
    const { form, period } = desk.view;
    const concerns = (news: News) => news.everything || news.entries.some((one) => one.form === form && one.period === period && !one.draftAlone);
    const look = async () => {
      // What was typed is in the draft before it is looked at.
      if (busy() || !(await desk.flush())) return;
      const now = await school.getForm({ form, period }).catch(() => undefined);
      if (now === undefined || gone || busy()) return;
      const before = desk.view;
      const arrival = arrivalOf(before, now);
      if (arrival !== undefined) setArrived({ arrival, aside: before.isDraft ? now : undefined });
      // Typed meanwhile: the next answer is newer than this one.
      if (!desk.keeping.waiting) desk.show(asItStood(before, now));
    };
    const unwatch = watchNews((all) => {
      if (all.some(concerns)) void look();
    });
    return () => {
      gone = true;
      unwatch();
    };
  }, [desk]);
  return { arrived, forget: () => setArrived(undefined) };
}
