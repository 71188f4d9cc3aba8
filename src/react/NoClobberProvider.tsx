import { createContext, useContext, useMemo, useState, useSyncExternalStore, type ReactNode } from 'react';
import type { Conflict } from '../core/index.js';
import {
  createConflictSurface,
  type ConflictDialogComponent,
  type ConflictSurface,
} from './createConflictSurface.js';
import { englishMessages, type Messages } from './messages.js';

export interface NoClobberProviderProps {
  /** Replaces texts; what is left out stays English. */
  readonly messages?: Partial<Messages>;
  /** The id of the person at the screen: their other tab is then called theirs, and drafts are kept apart by it. */
  readonly userId?: string;
  /** Shows every conflict below here, of forms and mutations: pass `ConflictDialog`. Without it each form shows its own. */
  readonly conflictDialog?: ConflictDialogComponent;
  /**
   * Decides a mutation's conflict that the mutation does not handle itself. Resolves to what is to be saved over theirs, or to null:
   * then nothing is saved, and the mutation fails with the conflict. Without it `conflictDialog` asks.
   */
  readonly onConflict?: (conflict: Conflict<unknown>) => Promise<unknown>;
  /** For how many milliseconds a draft is kept in the browser. @default 30 days */
  readonly draftTtlMs?: number;
  readonly children?: ReactNode;
}

interface NoClobberConfig {
  readonly messages: Messages;
  readonly userId: string | undefined;
  readonly draftTtlMs: number;
  readonly onConflict?: NoClobberProviderProps['onConflict'];
  /** Where conflicts are shown that nobody else shows; absent where there is no such place. */
  readonly surface?: ConflictSurface;
}

const thirtyDaysMs = 30 * 24 * 60 * 60 * 1000;

const NoClobberContext = createContext<NoClobberConfig>({
  messages: englishMessages,
  userId: undefined,
  draftTtlMs: thirtyDaysMs,
});

/** Gives texts and settings to everything of the kit below it. Needed only where the defaults don't fit. */
export function NoClobberProvider(props: NoClobberProviderProps) {
  const { messages, userId, draftTtlMs = thirtyDaysMs, conflictDialog, onConflict, children } = props;
  const [surface] = useState(createConflictSurface);
  const hasDialog = conflictDialog !== undefined;
  const config = useMemo(
    () => ({
      messages: { ...englishMessages, ...messages },
      userId,
      draftTtlMs,
      onConflict,
      ...(hasDialog ? { surface } : {}),
    }),
    [messages, userId, draftTtlMs, onConflict, hasDialog, surface],
  );
  // React 18 knows a context only by its Provider.
  return (
    <NoClobberContext.Provider value={config}>
      {children}
      {conflictDialog && <Surface surface={surface} dialog={conflictDialog} />}
    </NoClobberContext.Provider>
  );
}

interface SurfaceProps {
  readonly surface: ConflictSurface;
  readonly dialog: ConflictDialogComponent;
}

/** The dialog over the page that shows one conflict after the other. */
function Surface({ surface, dialog }: SurfaceProps) {
  const shown = useSyncExternalStore(surface.subscribe, surface.getShown, surface.getShown);
  return shown && shown.render(dialog);
}

/** The texts and settings in force here. */
export function useNoClobber(): NoClobberConfig {
  return useContext(NoClobberContext);
}
