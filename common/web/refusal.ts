// What the agent or the hub refused, in both languages, with its places.
import { Code, ConnectError } from "@connectrpc/connect";
import { ErrorSchema, type ErrorPlace } from "@gom/clients/gom/v1/error_pb";

export interface Refusal {
  // Stable, as gom.v1.Error has it; "unreachable" where nobody answered, "unknown" where nobody said why.
  readonly code: string;
  readonly vi: string;
  readonly en: string;
  readonly places: readonly ErrorPlace[];
  readonly rpcCode: Code;
}

const unreachable = {
  code: "unreachable",
  vi: "Chương trình Gom trên máy này không trả lời. Hãy mở lại chương trình; những gì đã báo “đã giữ” vẫn còn nguyên.",
  en: "The Gom program on this computer does not answer. Start it again; what was said to be kept is still there.",
};

export function refusalOf(error: unknown): Refusal {
  const refused = ConnectError.from(error);
  const said = refused.findDetails(ErrorSchema)[0];
  const rpcCode = refused.code;
  if (said !== undefined) return { code: said.code, vi: said.vi, en: said.en, places: said.places, rpcCode };
  // fetch() that got no answer comes as Unknown, a door whose server has gone as Unavailable.
  if (rpcCode === Code.Unknown || rpcCode === Code.Unavailable || rpcCode === Code.DeadlineExceeded) {
    return { ...unreachable, places: [], rpcCode };
  }
  const sentence = refused.rawMessage;
  return { code: "unknown", vi: sentence, en: sentence, places: [], rpcCode };
}
