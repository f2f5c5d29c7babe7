// A file on its way to the agent, piece by piece: no message is as large as a photo, and whoever waits sees how far it is.
import type { School } from "../api";

export const pieceBytes = 256 * 1024;

// What the agent takes; of the service, so that a test can stand in its place.
export type PutPiece = School["putEvidencePiece"];

// Answers the name under which the agent has it whole. `onSent` is told how many bytes are there.
export async function sendInPieces(file: Blob, put: PutPiece, onSent: (bytes: number) => void): Promise<Uint8Array> {
  const upload = crypto.getRandomValues(new Uint8Array(16));
  let have = 0;
  // The agent may forget what it was given (it was started anew): it is asked from where it stands, but not for ever.
  for (let back = 0; have < file.size; ) {
    const piece = new Uint8Array(await file.slice(have, have + pieceBytes).arrayBuffer());
    const answer = await put({ upload, size: BigInt(file.size), offset: BigInt(have), piece });
    const now = Number(answer.have);
    if (now <= have && (back += 1) > 3) throw new Error("the agent takes no more of the file");
    have = now;
    onSent(have);
  }
  return upload;
}
