import { parseNumber } from '../../parseNumber.js';
import { parseHtmlTable, type HtmlTable } from './htmlTable.js';
import { parseTsv, toTsv } from './tsv.js';

/** One cell on the clipboard. */
export interface CellText {
  readonly text: string;
  /** What the text stands for, where a spreadsheet says so: in another language it reads otherwise. */
  readonly number?: number | undefined;
  /** Nothing but text, whatever it looks like: `007`, `=1+1`. */
  readonly isText?: boolean;
}

type Cells = readonly (readonly CellText[])[];

/** Tells our own tables from those of others. */
const ownMark = 'data-noclobber';

/**
 * Chooses the flavour that says what was copied. The text is exact; but only the table beside it, as HTML, tells a cell that really holds
 * quotes from a quoted one, a last row that is empty from an end, and `1.234` from `1,234`.
 */
export function readClipboard(data: Pick<DataTransfer, 'getData'>): Cells {
  const text = data.getData('text/plain');
  const html = data.getData('text/html');
  const rows = parseTsv(text);
  const table = parseHtmlTable(html);
  if (!table || !isOfText(table, text)) return rows.map((row) => row.map((cell) => ({ text: cell })));
  const isOwn = html.includes(ownMark);
  const isHtmlTruer = !isOwn && (text.includes('"') || isLastEmpty(table, rows.length));
  const shown = isHtmlTruer ? table.rows.map((row) => row.map(({ text: cell }) => cell)) : rows;
  const isSameShape =
    shown.length === table.rows.length && shown.every((row, at) => row.length === table.rows[at]?.length);
  return shown.map((row, at) =>
    row.map((cell, column) => ({
      text: cell,
      number: isSameShape ? numberOf(cell, table.rows[at]?.[column]?.number, table) : undefined,
    })),
  );
}

/** A table may stand on the clipboard that is not what was copied: then it has other characters. */
function isOfText({ rows }: HtmlTable, text: string): boolean {
  const inked = (written: string) => written.replaceAll(/["\s]/g, '');
  return inked(rows.flatMap((row) => row.map((cell) => cell.text)).join('')) === inked(text);
}

function isLastEmpty({ rows }: HtmlTable, textRows: number): boolean {
  return rows.length === textRows + 1 && rows.at(-1)?.every(({ text }) => text === '') === true;
}

function numberOf(text: string, told: number | undefined, { decimalSign }: HtmlTable): number | undefined {
  if (told !== undefined || !decimalSign) return told;
  const number = parseNumber(text, decimalSign === ',' ? 'de' : 'en-GB');
  return Number.isNaN(number) ? undefined : number;
}

/** Puts cells on the clipboard, for tables like ours and for spreadsheets, which would make `7` of `007` and a formula of `=1+1`. */
export function writeClipboard(data: Pick<DataTransfer, 'setData'>, cells: Cells): void {
  data.setData('text/plain', toTsv(cells.map((row) => row.map(({ text }) => text))));
  const rows = cells.map((row) => `<tr>${row.map(toHtml).join('')}</tr>`);
  data.setData('text/html', `<meta charset="utf-8"><table ${ownMark}>${rows.join('')}</table>`);
}

/** Each of the three big ones has its own way to say what a cell is. */
function toHtml({ text, number, isText }: CellText): string {
  const kind =
    number !== undefined
      ? ` x:num="${number}" sdval="${number}" ${sheetsValue({ 1: 3, 3: number })}`
      : isText && text !== ''
        ? ` style='mso-number-format:"\\@"' sdnum="1033;0;@" ${sheetsValue({ 1: 2, 2: text })}`
        : '';
  const content = escape(text)
    .replaceAll(
      / {2,}/g,
      (spaces) => `<span style="mso-spacerun:yes">${'&nbsp;'.repeat(spaces.length)}</span>`,
    )
    .replaceAll(/\r?\n/g, '<br style="mso-data-placement:same-cell">');
  return `<td${kind}>${content}</td>`;
}

const sheetsValue = (value: object) => `data-sheets-value="${escape(JSON.stringify(value))}"`;

function escape(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
