import { createElement, type ReactElement, type ReactNode } from 'react';
import type { RecordValue } from '../client/index.js';
import type { ConflictDialogState } from './conflictDialogState.js';

/** A component that shows a conflict; `ConflictDialog` is one. */
export type ConflictDialogComponent = <T extends RecordValue>(state: ConflictDialogState<T>) => ReactNode;

/** Something that meets conflicts: a form, a mutation. */
interface Asking<T extends RecordValue> {
  subscribe(listener: () => void): () => void;
  /** Its dialog; closed where it asks nothing now. */
  getDialog(): ConflictDialogState<T>;
}

/** What is on the surface, without its record's type. */
interface Shown {
  readonly render: (Dialog: ConflictDialogComponent) => ReactElement;
}

/** One place for the conflicts of a whole page: several are shown one after the other. */
export interface ConflictSurface {
  /** Shows what it asks from now on. @returns what takes it off. */
  add<T extends RecordValue>(asking: Asking<T>): () => void;
  subscribe(listener: () => void): () => void;
  /** The one that is shown, or null; another object after each change of it. */
  getShown(): Shown | null;
}

export function createConflictSurface(): ConflictSurface {
  const listeners = new Set<() => void>();
  const all: (Shown & { isOpen(): boolean })[] = [];
  let last = 0;
  /** Stays until it is closed, whoever else asks meanwhile. */
  let current: (typeof all)[number] | undefined;
  let shown: Shown | null = null;

  function update(): void {
    if (!current || !all.includes(current) || !current.isOpen())
      current = all.find((entry) => entry.isOpen());
    if (!current && !shown) return;
    shown = current ? { render: current.render } : null;
    for (const listener of listeners) listener();
  }

  return {
    add<T extends RecordValue>({ subscribe, getDialog }: Asking<T>) {
      const key = ++last;
      const entry = {
        isOpen: () => getDialog().conflict !== null,
        render: (Dialog: ConflictDialogComponent) => createElement(Dialog<T>, { ...getDialog(), key }),
      };
      all.push(entry);
      const stop = subscribe(update);
      update();
      return () => {
        stop();
        all.splice(all.indexOf(entry), 1);
        update();
      };
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    getShown: () => shown,
  };
}
