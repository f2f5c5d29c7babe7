import { expect, test } from "vitest";
import { pieceBytes, sendInPieces, type PutPiece } from "../../../agent/web/src/form/upload";

const file = new Blob([new Uint8Array(2 * pieceBytes + 7).map((_, i) => i % 251)]);

interface Asked {
  readonly upload: Uint8Array;
  readonly size: bigint;
  readonly offset: bigint;
  readonly piece: Uint8Array;
}
// An agent that keeps what follows; `forgetsAt`: once, when it was given so much.
function agent(forgetsAt = -1) {
  const seen: { asked: Asked[]; bytes: number[] } = { asked: [], bytes: [] };
  const put = (async (request: Asked) => {
    seen.asked.push(request);
    if (Number(request.offset) === seen.bytes.length) seen.bytes.push(...request.piece);
    if (forgetsAt >= 0 && seen.bytes.length >= forgetsAt) {
      forgetsAt = -1;
      seen.bytes = [];
    }
    return { have: BigInt(seen.bytes.length) };
  }) as unknown as PutPiece;
  return { seen, put };
}

test("File_GoesInPiecesAndEachIsTold", async () => {
  const { seen, put } = agent();
  const told: number[] = [];
  const upload = await sendInPieces(file, put, (bytes) => told.push(bytes));
  expect(seen.asked.map(({ offset }) => Number(offset))).toEqual([0, pieceBytes, 2 * pieceBytes]);
  expect(told).toEqual([pieceBytes, 2 * pieceBytes, file.size]);
  expect(Buffer.compare(Buffer.from(seen.bytes), Buffer.from(await file.arrayBuffer()))).toBe(0);
  expect(seen.asked.every((each) => each.upload === upload && each.size === BigInt(file.size))).toBe(true);
  expect(upload.length).toBe(16);
});

test("AgentForgot_ItIsSentAgainFromTheBeginning", async () => {
  const { seen, put } = agent(2 * pieceBytes);
  await sendInPieces(file, put, () => {});
  expect(Buffer.compare(Buffer.from(seen.bytes), Buffer.from(await file.arrayBuffer()))).toBe(0);
});

test("AgentTakesNothing_ItEnds", async () => {
  const put = (async () => ({ have: 0n })) as unknown as PutPiece;
  await expect(sendInPieces(file, put, () => {})).rejects.toThrow("takes no more");
});

test("Refusal_IsWhatTheAgentSaid", async () => {
  const put = (async () => Promise.reject(new Error("too large"))) as unknown as PutPiece;
  await expect(sendInPieces(file, put, () => {})).rejects.toThrow("too large");
});
