import type { Person } from '../core/index.js';
import type { RecordRef } from './recordRef.js';

/** What somebody does with a record. */
export type EditorState = 'viewing' | 'editing';

/** Somebody who looks at a record or works on it. */
export interface Editor extends Person {
  readonly state: EditorState;
  /** The JSON Pointer of the field that the person is in. */
  readonly field: string | null;
  /** RFC 3339 time in UTC. */
  readonly since: string;
}

/** One tab of somebody who is here, to be told for `ttlMs`. */
export interface EditorWish extends Omit<Editor, 'since'> {
  readonly tab: string;
  readonly ttlMs: number;
}

/** One tab as a store keeps it: times in milliseconds by the store's own clock. */
export interface EditorTab extends Omit<Editor, 'since'> {
  readonly sinceMs: number;
  readonly expiresMs: number;
}

/** Where presence lives: leases like those of locks, one for each tab. */
export interface EditorStore {
  /** Tells that somebody is here, for a while. Gives whether that is news to others. */
  put(ref: RecordRef, editor: EditorWish): Promise<boolean>;
  /** Takes a tab away. Gives whether it was there. */
  remove(ref: RecordRef, holder: { readonly id: string; readonly tab: string }): Promise<boolean>;
  /** Gives who is here now: a person with several tabs once, editing before viewing. */
  read(ref: RecordRef): Promise<readonly Editor[]>;
}

/** Puts the tabs of each person together: here since the first of them, and doing what the one does that is edited in, or was last heard of. */
export function mergeTabs(tabs: readonly EditorTab[]): readonly Editor[] {
  const weightOf = ({ state }: EditorTab) => (state === 'editing' ? 1 : 0);
  const foremost = tabs.toSorted((a, b) => weightOf(b) - weightOf(a) || b.expiresMs - a.expiresMs);
  const people = [...new Set(tabs.map(({ id }) => id))].flatMap(
    (id) => foremost.find((tab) => tab.id === id) ?? [],
  );
  const sinceOf = (id: string) => Math.min(...tabs.filter((tab) => tab.id === id).map((tab) => tab.sinceMs));
  return people
    .map(({ id, name, state, field }) => ({ id, name, state, field, sinceMs: sinceOf(id) }))
    .toSorted((a, b) => a.sinceMs - b.sinceMs || (a.id < b.id ? -1 : 1))
    .map(({ sinceMs, ...person }) => ({ ...person, since: new Date(sinceMs).toISOString() }));
}
