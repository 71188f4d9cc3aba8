import { createElement, type ReactElement, type ReactNode } from 'react';
import type { RecordValue } from '../client/index.js';
import type { ConflictDialogState } from './conflictDialogState.js';
import { dialogOf } from './dialogOf.js';
import type { FormSession } from './session/formSession.js';

/** A component that shows a conflict; `ConflictDialog` is one. */
export type ConflictDialogComponent = <T extends RecordValue>(state: ConflictDialogState<T>) => ReactNode;

/** What is on the surface: a session, without its record's type. */
interface ShownSession {
  readonly render: (Dialog: ConflictDialogComponent) => ReactElement;
}

/** One place for the conflicts of a whole page: several are shown one after the other. */
export interface ConflictSurface {
  /** Shows a session's conflicts from now on. @returns what takes it off. */
  add<T extends RecordValue>(
    session: FormSession<T>,
    resource: ConflictDialogState<T>['resource'],
  ): () => void;
  subscribe(listener: () => void): () => void;
  /** The one that is shown, or null; another object after each change of it. */
  getShown(): ShownSession | null;
}

export function createConflictSurface(): ConflictSurface {
  const listeners = new Set<() => void>();
  const sessions: { isReviewing(): boolean; readonly render: ShownSession['render'] }[] = [];
  let last = 0;
  let shown: ShownSession | null = null;

  function update(): void {
    const next = sessions.find((entry) => entry.isReviewing());
    if (!next && !shown) return;
    shown = next ? { render: next.render } : null;
    for (const listener of listeners) listener();
  }

  return {
    add<T extends RecordValue>(session: FormSession<T>, resource: ConflictDialogState<T>['resource']) {
      const key = ++last;
      const entry = {
        isReviewing: () => session.getState().isReviewing,
        render: (Dialog: ConflictDialogComponent) =>
          createElement(Dialog<T>, { ...dialogOf<T>(session, resource), key }),
      };
      sessions.push(entry);
      const stop = session.subscribe(update);
      update();
      return () => {
        stop();
        sessions.splice(sessions.indexOf(entry), 1);
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
