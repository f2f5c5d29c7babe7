// Rows copied out of a spreadsheet are parted by tabs; the agent reads CSV. Pure.

// Every cell is quoted, so that what is in it, a separator or a line break too, arrives as it was; blanks around it go.
export function csvOfPasted(text: string): Uint8Array {
  const tabbed = text.includes("\t");
  return new TextEncoder().encode(tabbed ? tabbedRows(text).map(csvLine).join("") : text);
}

function csvLine(cells: readonly string[]): string {
  return `${cells.map((cell) => `"${cell.trim().replaceAll('"', '""')}"`).join(";")}\r\n`;
}

// Spreadsheets put a cell in quotation marks where it has a tab, a line break or a quotation mark at its start.
function tabbedRows(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = "";
  let quoted = false;
  const endRow = () => {
    rows.push([...row, cell]);
    row = [];
    cell = "";
  };
  for (let i = 0; i < text.length; i += 1) {
    const c = text[i];
    if (quoted && c === '"' && text[i + 1] === '"') {
      cell += '"';
      i += 1;
    } else if (quoted && c === '"') {
      quoted = false;
    } else if (!quoted && c === '"' && cell === "") {
      quoted = true;
    } else if (!quoted && c === "\t") {
      row.push(cell);
      cell = "";
    } else if (!quoted && (c === "\n" || c === "\r")) {
      if (c === "\r" && text[i + 1] === "\n") i += 1;
      endRow();
    } else {
      cell += c ?? "";
    }
  }
  if (cell !== "" || row.length > 0) endRow();
  return rows.filter((cells) => cells.some((one) => one.trim() !== ""));
}
