import { formatPath, getAt, isPlainObject, own, type Path, type PathStep } from '../core/index.js';

export interface FieldLabelOptions {
  /** What people call the fields, by their names. */
  readonly labels?: Readonly<Record<string, string | undefined>> | undefined;
  /** Where an item of a list can be looked up, to call it by its name. */
  readonly records?: readonly unknown[];
}

/** What people call the field at a path: its label, or its name spelled out. What is inside follows: "Address › City". */
export function fieldLabel(path: Path, { labels = {}, records = [] }: FieldLabelOptions = {}): string {
  return path
    .map((step, index) => {
      const label = index === 0 ? own(labels, String(step)) : undefined;
      const rows =
        typeof step === 'object' ? records.map((record) => getAt(record, path.slice(0, index + 1))) : [];
      return label ?? rows.map(rowLabel).find((name) => name !== undefined) ?? spellOut(step);
    })
    .join(' › ');
}

const longestName = 40;

/** What people call an item of a list: the field that names it, cut short. */
export function rowLabel(row: unknown): string | undefined {
  if (!isPlainObject(row)) return undefined;
  const text = ['title', 'name', 'label', 'text', 'body']
    .map((field) => own(row, field))
    .find((value) => typeof value === 'string' && value.trim() !== '');
  if (typeof text !== 'string') return undefined;
  const line = text.trim().split('\n', 1)[0] ?? '';
  return line.length > longestName ? `${line.slice(0, longestName).trimEnd()}…` : line;
}

function spellOut(step: PathStep): string {
  if (typeof step === 'object')
    return isPlainObject(step.value) ? (rowLabel(step.value) ?? '…') : String(step.value);
  if (typeof step === 'number') return String(step + 1);
  const words = step
    .replaceAll(/([a-z\d])([A-Z])/g, '$1 $2')
    .replaceAll(/[_-]+/g, ' ')
    .trim()
    .toLowerCase();
  return words ? words.charAt(0).toUpperCase() + words.slice(1) : formatPath([step]);
}
