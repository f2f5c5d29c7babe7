// Days and moments as people read them: the day before the month, in both languages.

// "2026-07-10" as "10/07/2026"; anything else as it is.
export function formatDay(iso: string): string {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(iso);
  return parts === null ? iso : `${parts[3]}/${parts[2]}/${parts[1]}`;
}

// The day on this computer's clock, as "2026-07-10".
export function isoDay(at: Date): string {
  const two = (n: number) => String(n).padStart(2, "0");
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
}

export interface Moment {
  readonly time: string; // "14:05"
  readonly day: string; // "22/11/2026"
  readonly today: boolean;
}

export function momentOf(at: Date, now: Date): Moment {
  const two = (n: number) => String(n).padStart(2, "0");
  const day = isoDay(at);
  return { time: `${two(at.getHours())}:${two(at.getMinutes())}`, day: formatDay(day), today: day === isoDay(now) };
}

// "310 kB", "4,2 MB": what a person compares, not what a disk counts.
export function formatSize(language: "vi" | "en", bytes: number): string {
  if (bytes < 1_000_000) return `${Math.max(1, Math.round(bytes / 1000))} kB`;
  const [whole, unit] = bytes < 1_000_000_000 ? [1_000_000, "MB"] : [1_000_000_000, "GB"];
  const tenths = (Math.round((bytes * 10) / whole) / 10).toFixed(1);
  return `${language === "vi" ? tenths.replace(".", ",") : tenths} ${unit}`;
}

// "ngày 5 tháng 4 năm 2026", "5 April 2026": day and month that cannot be taken for each other.
export function longDay(language: "vi" | "en", iso: string): string {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(iso);
  if (parts === null) return iso;
  const [year, month, day] = [Number(parts[1]), Number(parts[2]), Number(parts[3])];
  if (language === "vi") return `ngày ${day} tháng ${month} năm ${year}`;
  return new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" }).format(
    new Date(Date.UTC(year, month - 1, day)),
  );
}
