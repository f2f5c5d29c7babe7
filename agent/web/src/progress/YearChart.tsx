// The year so far of one rate, as a small line against its target; in words for who does not see it.
import { PartProgress_Kind as Kind } from "@gom/clients/gom/v1/report_pb";
import type { OwnPart } from "@gom/clients/gom/v1/school_pb";
import { useSpeech } from "../labels";
import { figureOf, isKnown, targetOf } from "./figures";

const size = { width: 176, height: 56, left: 6, right: 40, top: 8, bottom: 8 } as const;

export function YearChart({ part }: { part: OwnPart }) {
  const speech = useSpeech();
  const { say, said } = speech;
  const { now, points } = part;
  const known = points.filter((point) => now !== undefined && isKnown({ ...point, kind: now.kind }));
  if (now?.kind !== Kind.RATIO || known.length < 2) return null;
  const target = now.target === undefined ? undefined : Number(now.target.value) * 10;
  const most = Math.max(1000, target ?? 0, ...known.map((point) => Number(point.permille)));
  const x = (i: number) => size.left + (i * (size.width - size.left - size.right)) / Math.max(1, points.length - 1);
  const y = (permille: number) => size.top + (1 - permille / most) * (size.height - size.top - size.bottom);
  const places = points.flatMap((point, i) => (known.includes(point) ? [[x(i), y(Number(point.permille))] as const] : []));
  // Also of a period for which nothing is known: the line passes it by.
  const words = points.map((point) => `${said(point.periodName)}: ${figureOf({ ...point, kind: now.kind }, said(now.unit), speech)}`).join("; ");
  const wanted = targetOf(now, speech);
  const name = `${say("school.year", { words })}${wanted === undefined ? "" : ` ${say("figure.target", { target: wanted })}`}`;
  const last = places.at(-1);
  return (
    <svg className="year" viewBox={`0 0 ${size.width} ${size.height}`} width={size.width} height={size.height} role="img" aria-label={name}>
      <line className="year-ground" x1={size.left} x2={size.width - size.right} y1={y(0)} y2={y(0)} />
      {target !== undefined && (
        <>
          <line className="year-target" x1={size.left} x2={size.width - size.right} y1={y(target)} y2={y(target)} />
          <text className="year-words" x={size.width - size.right + 4} y={y(target) + 4}>{speech.language === "vi" ? `${target / 10} %` : `${target / 10}%`}</text>
        </>
      )}
      <polyline className="year-line" points={places.map((place) => place.join(",")).join(" ")} />
      {places.map(([cx, cy]) => (
        <circle key={cx} className="year-point" cx={cx} cy={cy} r={place(cx, last) ? 3.5 : 2.5} />
      ))}
    </svg>
  );
}

const place = (cx: number, last: readonly [number, number] | undefined) => last !== undefined && cx === last[0];
