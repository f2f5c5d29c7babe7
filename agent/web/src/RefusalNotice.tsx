import { Notice } from "@gom/web/parts";
import type { Refusal } from "@gom/web/refusal";
import type { ReactNode } from "react";
import { useSpeech } from "./labels";

// What was refused, in the sentence of who refused it, and each place it is about.
export function RefusalNotice({ refusal, children }: { refusal: Refusal; children?: ReactNode }) {
  const { said } = useSpeech();
  return (
    <Notice tone="bad" live>
      <p>{said(refusal)}</p>
      {refusal.places.length > 0 && (
        <ul>
          {refusal.places.map((place, i) => (
            <li key={i}>{said(place)}</li>
          ))}
        </ul>
      )}
      {children}
    </Notice>
  );
}
