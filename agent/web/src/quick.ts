// A call that is made at each key, past the client with its interceptors and its signals, which cancel each call once more when
// it has ended. Whatever is not a plain answer, a refusal or an ended session, is asked for again through the client, which
// knows what to make of it.
import { create, fromBinary, toBinary, type MessageInitShape } from "@bufbuild/protobuf";
import { SaveDraftRequestSchema, SaveDraftResponseSchema, type SaveDraftResponse } from "@gom/clients/gom/v1/school_pb";
import { school } from "./api";
import { sessionHeader } from "./session";

// Keeping the same twice is keeping it once.
export async function saveDraftQuickly(request: MessageInitShape<typeof SaveDraftRequestSchema>): Promise<SaveDraftResponse> {
  const session = sessionHeader();
  if (session === undefined) return school.saveDraft(request);
  const answer = await fetch("./gom.v1.SchoolService/SaveDraft", {
    method: "POST",
    headers: { "Content-Type": "application/proto", "Connect-Protocol-Version": "1", ...session },
    body: toBinary(SaveDraftRequestSchema, create(SaveDraftRequestSchema, request)),
  });
  if (!answer.ok) return school.saveDraft(request);
  return fromBinary(SaveDraftResponseSchema, new Uint8Array(await answer.arrayBuffer()));
}
