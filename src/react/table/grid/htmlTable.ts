/** What a spreadsheet tells of its cells in HTML. */
export interface HtmlTable {
  readonly rows: readonly (readonly HtmlCell[])[];
  /** How its numbers are written, where it says so. */
  readonly decimalSign: string | undefined;
}

interface HtmlCell {
  readonly text: string;
  readonly number?: number | undefined;
}

/** Reads the table that a spreadsheet put on the clipboard. Nothing of it is run or loaded. */
export function parseHtmlTable(html: string): HtmlTable | undefined {
  if (!/<t[dh][\s>]/i.test(html)) return undefined;
  const table = parse(html)?.querySelector('table');
  if (!table) return undefined;
  const rows: HtmlCell[][] = [];
  // Excel ends with a row that only holds the widths.
  const shown = [...table.rows].filter((row) => !/display:\s*none/i.test(row.dataset.style ?? ''));
  shown.forEach((row, at) => {
    let column = 0;
    for (const cell of row.cells) {
      while (rows[at]?.[column]) column++;
      const content = { text: textOf(cell), number: numberOf(cell) };
      for (let down = 0; down < Math.min(cell.rowSpan || 1, shown.length - at); down++) {
        const line = (rows[at + down] ??= []);
        for (let right = 0; right < cell.colSpan; right++)
          line[column + right] = down + right === 0 ? content : { text: '' };
      }
    }
  });
  const [, decimalSign] = /mso-displayed-decimal-separator:\s*"?\\?([.,])/.exec(html) ?? [];
  return { rows, decimalSign };
}

/** Styles are only read: a policy against inline ones would complain of each, and hide them. */
function parse(html: string): Document | undefined {
  const plain = html
    .replaceAll(/<style[^]*?<\/style>/gi, '')
    .replaceAll(/(<[^<>]*)\sstyle=/gi, '$1 data-style=');
  try {
    return new DOMParser().parseFromString(plain, 'text/html');
  } catch {
    // Trusted types forbid it.
    return undefined;
  }
}

/** Breaks in the source are white space in HTML; those of the cell are <br>. */
const lineEnd = '\u2028';

function textOf(cell: Element): string {
  for (const line of cell.querySelectorAll('br')) line.replaceWith(lineEnd);
  return (cell.textContent ?? '')
    .replaceAll(/[ \t\r\n]+/g, ' ')
    .split(lineEnd)
    .map((line) => line.replaceAll(/^ | $/g, ''))
    .join('\n')
    .replaceAll('\u00a0', ' ');
}

/** LibreOffice and old Excels name the number beside its text, Google Sheets in an object: `{"1":3,"3":1234.5}`. */
function numberOf(cell: Element): number | undefined {
  const plain = cell.getAttribute('sdval') || cell.getAttribute('x:num');
  const [, sheets] = /"3":(-?[\d.eE+-]+)/.exec(cell.getAttribute('data-sheets-value') ?? '') ?? [];
  const number = Number(plain || (sheets ?? NaN));
  return Number.isFinite(number) ? number : undefined;
}
