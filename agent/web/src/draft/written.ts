// What a person is writing that the agent does not have yet: a message, rows that were pasted. Kept by the browser, on its
// disk, so that it is there again after another page, a closed window or a power cut; gone once it was sent.
import { useCallback, useEffect, useRef, useState } from "react";

const table = "written";

let opened: Promise<IDBDatabase> | undefined;

function database(): Promise<IDBDatabase> {
  opened ??= new Promise((resolve, reject) => {
    const open = indexedDB.open("gom", 1);
    open.onupgradeneeded = () => open.result.createObjectStore(table);
    open.onsuccess = () => resolve(open.result);
    open.onerror = () => reject(open.error ?? new Error("no database"));
  });
  // The next one tries again.
  opened.catch(() => (opened = undefined));
  return opened;
}

export async function readWritten(key: string): Promise<string> {
  const db = await database();
  return new Promise((resolve, reject) => {
    const read = db.transaction(table).objectStore(table).get(key);
    read.onsuccess = () => resolve(typeof read.result === "string" ? read.result : "");
    read.onerror = () => reject(read.error ?? new Error("not read"));
  });
}

// On the disk when it resolves; empty: forgotten.
export async function keepWritten(key: string, text: string): Promise<void> {
  const db = await database();
  return new Promise((resolve, reject) => {
    // A browser that is not told so says that it has it before the disk does.
    const change = db.transaction(table, "readwrite", { durability: "strict" });
    if (text === "") change.objectStore(table).delete(key);
    else change.objectStore(table).put(text, key);
    change.oncomplete = () => resolve();
    change.onerror = change.onabort = () => reject(change.error ?? new Error("not kept"));
  });
}

export interface Written {
  readonly text: string;
  readonly write: (text: string) => void;
  // All of it is on the disk.
  readonly kept: boolean;
  // It is from another time: nobody has typed here since.
  readonly found: boolean;
}

// The text of a box that is kept under `key`. What is typed before the kept text has been read stands.
export function useWritten(key: string): Written {
  const [text, setText] = useState("");
  const [kept, setKept] = useState(false);
  const [found, setFound] = useState(false);
  const touched = useRef(false);
  const newest = useRef(0);
  useEffect(() => {
    let gone = false;
    touched.current = false;
    const show = (before: string) => {
      if (gone || touched.current) return;
      setText(before);
      setKept(before !== "");
      setFound(before !== "");
    };
    readWritten(key).then(show, () => undefined);
    return () => {
      gone = true;
    };
  }, [key]);
  const write = useCallback(
    (now: string) => {
      touched.current = true;
      setText(now);
      setKept(false);
      setFound(false);
      const turn = (newest.current += 1);
      // A browser that keeps nothing is no reason not to write.
      keepWritten(key, now).then(
        () => newest.current === turn && setKept(now !== ""),
        () => undefined,
      );
    },
    [key],
  );
  return { text, write, kept, found };
}
