// What stands on the office's slip, however it is pasted: the address alone, the code alone, or the whole line of the command.

export interface Slip {
  readonly address: string;
  readonly code: string;
}

const anAddress = /^(\[[0-9a-fA-F:]+\]|[^\s:]+):\d{1,5}$/;
const aCode = /^[0-9A-Za-z]{2,}(-[0-9A-Za-z]{2,})+$/;

// Nothing where both do not stand there: then it is for the box that it was typed into.
export function slipOf(text: string): Slip | undefined {
  const words = text.trim().split(/\s+/);
  const address = words.find((word) => anAddress.test(word));
  const code = words.find((word) => aCode.test(word) && word !== "gom-agent");
  return address === undefined || code === undefined ? undefined : { address, code };
}
