// What a form's figures come to, as they are typed: all of it below the boxes, and of the box one is in at the foot. Drawn
// after what is said at the boxes, which does not wait for it.
import type { Contribution } from "@gom/clients/gom/v1/school_pb";
import { Mark } from "@gom/web/parts";
import { memo } from "react";
import type { Desk } from "../form/desk";
import { useShown } from "../form/useDesk";
import { useNextFrame } from "../form/useNextFrame";
import { useSpeech } from "../labels";
import { figureOf, isKnown, targetOf, verdictOf } from "./figures";

export function ContributionList({ desk }: { desk: Desk }) {
  const { say } = useSpeech();
  const all = useNextFrame(useShown(desk, ({ view }) => view.contributions));
  if (all.length === 0) return null;
  return (
    <section className="comes-to" aria-labelledby="comes-to-title">
      <h2 id="comes-to-title">{say("figure.title")}</h2>
      <ul className="bare">
        {all.map((one) => (
          <li key={`${one.indicator}/${one.part}`}>
            <ContributionLine one={one} />
          </li>
        ))}
      </ul>
    </section>
  );
}

// At most one: the first that reads the box.
export function ContributionOfBox({ desk, code }: { desk: Desk; code: string }) {
  const [now] = useShown(desk, ({ view }) => [view.contributions.find(({ fields }) => fields.includes(code))] as const);
  const one = useNextFrame(now);
  return one === undefined ? null : <span className="bar-figure"><ContributionLine one={one} /></span>;
}

const ContributionLine = memo(function ContributionLine({ one }: { one: Contribution }) {
  const speech = useSpeech();
  const { said, say } = speech;
  const target = targetOf(one, speech);
  const verdict = verdictOf(one, speech);
  return (
    <>
      <span className="figure-title">{said(one.part === "" ? one.shortTitle : one.title)}</span>{" "}
      <span className={isKnown(one) ? "figure-value" : "figure-title"}>{figureOf(one, said(one.unit), speech)}</span>
      {target !== undefined && <span className="figure-target"> {say("figure.target", { target })}</span>}
      {verdict !== undefined && (
        <span className={`figure-verdict word-${verdict.tone}`}>
          {" "}
          <Mark tone={verdict.tone} /> {verdict.words}
        </span>
      )}
    </>
  );
});
