import type { ChangeInfo, Versioned } from '../../core/index.js';
import { inStore } from './database.js';
import { tellPages } from './otherPages.js';

/** A save as it is sent: data only. */
export interface SentSave<T = unknown> {
  /** What it replaces; null for a new record. */
  readonly base: Versioned<T> | null;
  readonly mine: T;
  readonly isForced: boolean;
  /** The record was deleted and is to come back under its id. */
  readonly isReplacement: boolean;
  readonly idempotencyKey: string;
}

/** A save that was stored before it was sent, and not answered yet. It survives a reload, and is repeated under its own key. */
export interface QueuedSave<T = unknown> extends SentSave<T> {
  /** Sorts saves as they were made. */
  readonly order: string;
  readonly userId: string;
  /** The resource's URL. */
  readonly url: string;
  /** The record's id; empty for a new record. */
  readonly id: string;
  /** The form that made it; its drafts name it, too. */
  readonly form: string;
  /**
   * `waiting` for a connection; in `conflict` with what `change` says; `refused` for another reason. Later saves of the same record
   * wait for it.
   */
  readonly state: 'waiting' | 'conflict' | 'refused';
  readonly change?: ChangeInfo;
}

const writing = { store: 'saves', mode: 'readwrite', isDurable: true } as const;

let made = 0;

/** Names a save so that names sort by time, and by order within a millisecond. */
export function nextOrder(now: number): string {
  made += 1;
  return `${new Date(now).toISOString()} ${String(made).padStart(9, '0')} ${Math.random()}`;
}

export async function putSave(save: QueuedSave): Promise<void> {
  await inStore(writing, (store) => store.put(save));
  tellPages('changed');
}

export async function removeSave(order: string): Promise<void> {
  await inStore(writing, (store) => store.delete(order));
  tellPages('changed');
}

/** Tells whether a save is still there. */
export async function hasSave(order: string): Promise<boolean> {
  return (await inStore({ store: 'saves', mode: 'readonly' }, (store) => store.count(order))) > 0;
}

/** Lists a person's saves in the order in which they were made. */
export async function listSaves(userId: string): Promise<readonly QueuedSave[]> {
  const all: QueuedSave[] = await inStore({ store: 'saves', mode: 'readonly' }, (store) => store.getAll());
  return all.filter((save) => save.userId === userId);
}
