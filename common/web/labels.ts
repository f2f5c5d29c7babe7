// A page's own labels: one table per language, the same keys in each. Sentences about data are the agent's and the hub's,
// worded once there; a table has only what stands on the page itself.

// "{n} forms" with { n: 3 }.
export type Labels<Key extends string> = Readonly<Record<Key, string>>;
export type LabelArguments = Readonly<Record<string, string | number>>;

export function fill(template: string, values: LabelArguments = {}): string {
  return template.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}

// The names in braces, sorted.
export function placeholders(template: string): string[] {
  return [...template.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? "").sort();
}
