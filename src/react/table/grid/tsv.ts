/** Writes cells as spreadsheets put them on the clipboard: tabs between cells, quotes around those that hold breaks. */
export function toTsv(cells: readonly (readonly string[])[]): string {
  const quote = (text: string) => (/[\t\n\r"]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const lines = cells.map((row) => row.map(quote).join('\t'));
  // A last row with nothing in it would be taken for the end of the one before, or for no text at all.
  return lines.join('\n') + (lines.at(-1) === '' ? '\n' : '');
}

/** Reads what a spreadsheet put on the clipboard. A quote inside of a cell that doesn't start with one is just a quote. */
export function parseTsv(text: string): readonly (readonly string[])[] {
  const rows: string[][] = [[]];
  let at = 0;
  for (;;) {
    const { cell, end } = readCell(text, at);
    rows.at(-1)?.push(cell);
    if (end >= text.length) break;
    if (text[end] === '\t') at = end + 1;
    else {
      at = end + (text.startsWith('\r\n', end) ? 2 : 1);
      // Spreadsheets end the last row, too.
      if (at >= text.length) break;
      rows.push([]);
    }
  }
  return rows;
}

function readCell(text: string, start: number): { readonly cell: string; readonly end: number } {
  const quoted = text[start] === '"' ? readQuoted(text, start + 1) : undefined;
  if (quoted) return quoted;
  let end = start;
  while (end < text.length && !'\t\n\r'.includes(text.charAt(end))) end++;
  return { cell: text.slice(start, end), end };
}

/** Undefined where the quote turns out to be a part of the text. */
function readQuoted(text: string, start: number) {
  let cell = '';
  for (let at = start; at < text.length; at++) {
    if (text[at] !== '"') cell += text.charAt(at);
    else if (text[at + 1] === '"') cell += text.charAt(at++);
    else {
      const end = at + 1;
      const isEnd = end === text.length || '\t\n\r'.includes(text.charAt(end));
      return isEnd ? { cell: cell.replaceAll('\r\n', '\n'), end } : undefined;
    }
  }
  return undefined;
}
