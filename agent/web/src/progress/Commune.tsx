// Where the whole commune stands, beside the school's own: as the hub said last, so also where there is no network.
import { Standing } from "@gom/clients/gom/v1/report_pb";
import type { GetOurSchoolResponse, OwnPart } from "@gom/clients/gom/v1/school_pb";
import { Mark } from "@gom/web/parts";
import { useSpeech } from "../labels";
import { communeOf, factsOf } from "./communeWords";
import { standingLabel, standingTone } from "./standing";

export function CommuneOfPart({ part }: { part: OwnPart }) {
  const speech = useSpeech();
  const words = communeOf(part, speech);
  if (words === undefined) return null;
  const { say } = speech;
  const tone = standingTone(words.standing);
  return (
    <p className="own-commune">
      <span className="quiet">{say("commune.title")}</span> <span className={words.known ? "commune-figure" : "quiet"}>{words.figure}</span>
      {words.standing !== Standing.UNSPECIFIED && (
        <span className={`word word-${tone}`}>
          <Mark tone={tone} /> {say(standingLabel(words.standing))}
        </span>
      )}
      <span className="quiet">{[words.gap, words.coverage].filter((each) => each !== undefined).join(" · ")}</span>
    </p>
  );
}

export function CommuneFactsLine({ answer }: { answer: GetOurSchoolResponse }) {
  const speech = useSpeech();
  const { commune, communeOfAnotherPlan } = answer;
  if (commune !== undefined) return <p className="quiet">{factsOf(commune, new Date(), speech)}</p>;
  return <p className="quiet">{speech.say(communeOfAnotherPlan ? "commune.another_plan" : "commune.none")}</p>;
}
