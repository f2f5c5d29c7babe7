// The tags and words of a workbook's parts, one after the other. Nothing is fetched and nothing stands for something else: a
// part that declares types or entities is refused.
import { FileTrouble } from "./trouble";

export interface Tag {
  // Without its prefix.
  readonly name: string;
  readonly closes: boolean;
  // It has no content: <c r="A1"/>.
  readonly empty: boolean;
  readonly attribute: (name: string) => string | undefined;
  // What stands between it and the next tag.
  readonly text: string;
}

export function* tagsOf(xml: string): Generator<Tag> {
  let at = xml.indexOf("<");
  while (at >= 0) {
    if (xml.startsWith("<!--", at)) at = xml.indexOf("<", after(xml, "-->", at));
    else if (xml.startsWith("<?", at)) at = xml.indexOf("<", after(xml, "?>", at));
    else if (xml.startsWith("<!", at)) throw new FileTrouble("xlsx.broken");
    else {
      const end = after(xml, ">", at);
      let [next, text] = [xml.indexOf("<", end), ""];
      let from = end;
      // Words may be packed as they are.
      while (next >= 0 && xml.startsWith("<![CDATA[", next)) {
        const close = after(xml, "]]>", next);
        text += decoded(xml.slice(from, next)) + xml.slice(next + 9, close - 3);
        from = close;
        next = xml.indexOf("<", close);
      }
      text += decoded(xml.slice(from, next < 0 ? xml.length : next));
      yield tag(xml.slice(at + 1, end - 1), text);
      at = next;
    }
  }
}

function after(xml: string, what: string, from: number): number {
  const found = xml.indexOf(what, from);
  if (found < 0) throw new FileTrouble("xlsx.broken");
  return found + what.length;
}

function tag(inside: string, text: string): Tag {
  const closes = inside.startsWith("/");
  const name = /^\/?(?:[^\s/:]+:)?([^\s/]+)/.exec(inside)?.[1] ?? "";
  return {
    name,
    closes,
    empty: inside.endsWith("/"),
    attribute: (wanted) => {
      const found = patternOf(wanted).exec(inside);
      return found === null ? undefined : decoded(found[1] ?? found[2] ?? "");
    },
    text,
  };
}

const patterns = new Map<string, RegExp>();
function patternOf(wanted: string): RegExp {
  const known = patterns.get(wanted);
  if (known !== undefined) return known;
  const made = new RegExp(`(?:^|[\\s:])${wanted}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`);
  patterns.set(wanted, made);
  return made;
}

const named: Readonly<Record<string, string>> = { lt: "<", gt: ">", amp: "&", quot: '"', apos: "'" };

function decoded(text: string): string {
  if (!text.includes("&")) return text;
  return text.replace(/&(?:#x([0-9a-fA-F]{1,6})|#(\d{1,7})|(\w+));/g, (whole, hex?: string, decimal?: string, name?: string) => {
    if (name !== undefined) return named[name] ?? whole;
    const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}
