// The word for what progress amounts to, and its colour.
import { Standing } from "@gom/clients/gom/v1/report_pb";
import type { Tone } from "@gom/web/parts";
import type { Label } from "../labels";

const tones: Record<Standing, Tone> = {
  [Standing.UNSPECIFIED]: "plain",
  [Standing.NOT_YET_DUE]: "plain",
  [Standing.ACHIEVED]: "good",
  [Standing.OUT_OF_REACH]: "bad",
  [Standing.NOT_YET_KNOWN]: "plain",
  [Standing.ON_TRACK]: "good",
  [Standing.AT_RISK]: "warn",
};

export function standingTone(standing: Standing): Tone {
  return tones[standing] ?? "plain";
}

// One that a newer agent has and this page does not know is said to be unknown.
export function standingLabel(standing: Standing): Label {
  return standing in tones ? `progress.${standing}` : "word.0";
}
