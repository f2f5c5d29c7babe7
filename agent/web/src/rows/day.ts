// A day of the preview, "05/04/2026", as the plan has days, "2026-04-05"; absent where the cell is something else. Pure.

export function isoOfCell(cell: string): string | undefined {
  const parts = /^(\d{2})\/(\d{2})\/(\d{4})$/.exec(cell);
  if (parts === null) return undefined;
  const iso = `${parts[3]}-${parts[2]}-${parts[1]}`;
  const day = new Date(`${iso}T00:00:00Z`);
  // The 31st of February is none.
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(iso) ? iso : undefined;
}
