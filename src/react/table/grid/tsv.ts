/** Writes cells as spreadsheets put them on the clipboard: tabs between cells, quotes around those that hold breaks. */
export function toTsv(cells: readonly (readonly string[])[]): string {
  const quote = (text: string) => (/[\t\n\r"]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  return cells.map((row) => row.map(quote).join('\t')).join('\n');
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

/**
 * Reads the table that a spreadsheet put on the clipboard as HTML: only there a cell that really holds quotes can be told from a quoted
 * one. Nothing of it is run or loaded.
 */
function parseHtmlTable(html: string): readonly (readonly string[])[] | undefined {
  if (!/<t[dh][\s>]/i.test(html)) return undefined;
  const table = new DOMParser().parseFromString(html, 'text/html').querySelector('table');
  if (!table) return undefined;
  return [...table.rows].map((row) =>
    [...row.cells].flatMap((cell) => [textOf(cell), ...Array(cell.colSpan - 1).fill('')]),
  );
}

/** Breaks in the source are white space in HTML; those of the cell are <br>. */
const lineEnd = '\u2028';

function textOf(cell: Element): string {
  for (const line of cell.querySelectorAll('br')) line.replaceWith(lineEnd);
  return (cell.textContent ?? '')
    .replaceAll(/[ \t\r\n]+/g, ' ')
    .split(lineEnd)
    .map((line) => line.trim())
    .join('\n')
    .replaceAll('\u00a0', ' ');
}

/** Chooses the flavour that says what was copied. */
export function readClipboard(data: Pick<DataTransfer, 'getData'>): readonly (readonly string[])[] {
  const text = data.getData('text/plain');
  const html = text.includes('"') ? parseHtmlTable(data.getData('text/html')) : undefined;
  return html ?? parseTsv(text);
}
