// A value, one frame late: what can wait does not make the browser draw more in the frame that a clerk waits for.
import { useEffect, useState } from "react";

export function useNextFrame<T>(now: T): T {
  const [shown, setShown] = useState(now);
  useEffect(() => {
    let timer: number | undefined;
    const frame = requestAnimationFrame(() => {
      timer = window.setTimeout(() => setShown(() => now));
    });
    return () => {
      cancelAnimationFrame(frame);
      clearTimeout(timer);
    };
  }, [now]);
  return shown;
}
