// Why a file is not read, in a sentence of the page.
import type { Label } from "../labels";

export class FileTrouble extends Error {
  constructor(
    readonly label: Label,
    readonly values: Readonly<Record<string, string | number>> = {},
  ) {
    super(label);
  }
}
