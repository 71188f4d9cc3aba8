/** The columns of the table. */
export const fields = ['title', 'body', 'price'] as const;
export type Field = (typeof fields)[number];

/**
 * What of a field's value must not get lost: the value itself; where a rule merges texts, the words that were typed, each of which is new.
 * Of what a rule counts no single value counts.
 */
export function piecesOf(field: string, value: unknown, hasRules: boolean): readonly unknown[] {
  if (!hasRules || (field !== 'body' && field !== 'price')) return [value];
  return field === 'body' ? (String(value).match(/(mine|theirs)\d+/g) ?? []) : [];
}

interface Input {
  readonly field: Field;
  /** From 0 to 3: which of the numbers it is. */
  readonly value: number;
  /** What is there before. */
  readonly now: unknown;
}

/** Makes what is typed: texts that are always new, and so few numbers that two people often mean the same. */
export function createInput(hasRules: boolean) {
  let count = 0;
  return (who: 'mine' | 'theirs', { field, value, now }: Input): string | number => {
    const isMine = who === 'mine';
    const word = `${who}${++count}`;
    if (field === 'title' || (field === 'body' && !hasRules)) return word;
    // The server refuses prices below 0.
    if (field === 'price' && !hasRules) return [1, 2, 180, isMine ? -1 : 3][value] ?? 1;
    // Where there is a mistake, the price begins anew.
    if (field === 'price') return (Number(now) || 0) + (isMine ? 1 : 100) * (value + 1);
    const [first, second] = String(now).includes('\n\n') ? String(now).split('\n\n') : ['One.', 'Two.'];
    const isFirst = isMine || count % 3 === 0;
    return isFirst ? `${word} went there.\n\n${second}` : `${first}\n\n${word} came here.`;
  };
}
