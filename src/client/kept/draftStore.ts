import type { Versioned } from '../../core/index.js';
import type { Unsaved } from './createDraftKeeper.js';
import { inStore } from './database.js';
import { forgetNote, noteDraft, readNotes } from './journal.js';
import { heldSomewhere, tellPages } from './otherPages.js';

/** Which form a draft belongs to. */
export interface DraftPlace {
  /** Whose draft it is; empty where the app doesn't say. */
  readonly userId: string;
  /** The resource's URL. */
  readonly url: string;
  /** The record's id; empty for a record that doesn't exist yet. */
  readonly id: string;
}

/** What was typed and not saved, as this browser keeps it. */
export interface Draft<T = unknown> extends DraftPlace {
  /** Tells the drafts of several open forms of one record apart. */
  readonly slot: string;
  /** The forms that it went through, whose saves may wait in the queue. */
  readonly forms?: readonly string[];
  /** What it was typed over; null for a new record. */
  readonly base: Versioned<T> | null;
  readonly mine: T;
  /** What was chosen so far in a conflict with `theirs` that was still open. */
  readonly review?: Unsaved<T>['review'];
  /** RFC 3339 time at which it was kept last. */
  readonly keptAt: string;
  /** Milliseconds since 1970 after which it is dropped. */
  readonly expiresAt: number;
  /** It was discarded by hand and no form restores it by itself. */
  readonly isDiscarded: boolean;
}

type DraftKey = DraftPlace & { readonly slot: string };

const reading = { store: 'drafts', mode: 'readonly' } as const;
const writing = { store: 'drafts', mode: 'readwrite' } as const;

/** What is on its way into the database, by name; null for what is to go. */
const underway = new Map<string, Draft | null>();

/** Keeps a draft, in place of another one where it took that over. */
export function putDraft(
  draft: Draft,
  { replaced }: { readonly replaced?: DraftKey | undefined } = {},
): Promise<void> {
  const old = replaced && nameOf(replaced) !== nameOf(draft) ? replaced : undefined;
  return write({ ...(old && { [nameOf(old)]: null }), [nameOf(draft)]: draft }, (store) => {
    if (old) store.delete(keyOf(old));
    return store.put(draft);
  });
}

export function removeDraft(draft: DraftKey): Promise<void> {
  return write({ [nameOf(draft)]: null }, (store) => store.delete(keyOf(draft)));
}

async function write<R>(
  changes: Readonly<Record<string, Draft | null>>,
  work: (store: IDBObjectStore) => IDBRequest<R>,
): Promise<void> {
  const named = Object.entries(changes);
  for (const [name, draft] of named) underway.set(name, draft);
  // A later change of the same draft is on its way itself.
  const last = () => named.filter(([name, draft]) => underway.get(name) === draft).map(([name]) => name);
  try {
    await inStore(writing, work);
    for (const name of last()) forgetNote(name);
  } finally {
    for (const name of last()) underway.delete(name);
  }
  tellPages('changed');
}

/** The page goes away and can't wait for the database: the next one takes what is on its way from notes. */
export function noteUnderway(): void {
  for (const [name, draft] of underway) noteDraft(name, draft);
}

/** Brings into the database what pages noted when they went away. */
async function takeNotes(): Promise<void> {
  for (const { name, draft } of readNotes()) {
    // A note is under its draft's key, and holds that draft.
    const key = JSON.parse(name) as string[];
    if (draft) await inStore(writing, (store) => store.put(draft));
    else await inStore(writing, (store) => store.delete(key));
    forgetNote(name);
  }
}

/** Finds the newest draft of a place that no open form holds. */
export async function findDraft<T>(place: DraftPlace, now: number): Promise<Draft<T> | undefined> {
  await takeNotes();
  const { userId, url, id } = place;
  const range = IDBKeyRange.bound([userId, url, id], [userId, url, id, []]);
  const all: Draft<T>[] = await inStore(reading, (store) => store.getAll(range));
  const kept = all.filter((draft) => draft.expiresAt > now && !draft.isDiscarded);
  const open = await heldSomewhere(kept.map(nameOf));
  return kept
    .filter((draft) => !open.has(nameOf(draft)))
    .toSorted((a, b) => b.keptAt.localeCompare(a.keptAt))[0];
}

/** Lists a person's drafts, the newest first, and drops everybody's that have expired. */
export async function listDrafts(userId: string, now: number): Promise<readonly Draft[]> {
  await takeNotes();
  const all: Draft[] = await inStore(reading, (store) => store.getAll());
  const expired = all.filter((draft) => draft.expiresAt <= now);
  for (const draft of expired) await inStore(writing, (store) => store.delete(keyOf(draft)));
  return all
    .filter((draft) => draft.userId === userId && draft.expiresAt > now)
    .toSorted((a, b) => b.keptAt.localeCompare(a.keptAt));
}

/**
 * Deletes everything that this browser keeps of what was typed, of all people: drafts, and saves that wait for a connection. For signing
 * out; open forms keep nothing until somebody types again.
 */
export async function clearDrafts(): Promise<void> {
  // Before and after: what a form was about to keep is not to follow.
  tellPages('cleared');
  for (const { name } of readNotes()) forgetNote(name);
  await inStore(writing, (store) => store.clear());
  await inStore({ store: 'saves', mode: 'readwrite' }, (store) => store.clear());
  tellPages('cleared');
}

/** A draft's key as one word. */
export function nameOf(draft: DraftKey): string {
  return JSON.stringify(keyOf(draft));
}

function keyOf({ userId, url, id, slot }: DraftKey): string[] {
  return [userId, url, id, slot];
}
