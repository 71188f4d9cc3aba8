/** A table in Markdown, its columns padded so that it reads well in a terminal, too. */
export function markdownTable(rows: readonly (readonly string[])[]): string {
  const [head = [], ...body] = rows;
  const widths = head.map((_, column) => Math.max(3, ...rows.map((row) => [...(row[column] ?? '')].length)));
  const lineOf = (cells: readonly string[]) =>
    `| ${cells.map((cell, column) => (column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0))).join(' | ')} |`;
  const rule = widths.map((width, column) =>
    column === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`,
  );
  return [lineOf(head), lineOf(rule), ...body.map(lineOf)].join('\n');
}

/** A share as "12.3 %"; "-" of nothing. */
export function percent(share: number, digits = 1): string {
  return Number.isNaN(share) ? '-' : `${(share * 100).toFixed(digits)} %`;
}

/** Milliseconds with two or three digits; "-" where there are none. */
export function milliseconds(ms: number): string {
  if (Number.isNaN(ms)) return '-';
  return ms.toFixed(ms < 1 ? 3 : ms < 10 ? 2 : ms < 100 ? 1 : 0);
}
