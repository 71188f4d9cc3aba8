import { createContext, useContext, useMemo, useState, useSyncExternalStore, type ReactNode } from 'react';
import type { Conflict } from '../core/index.js';
import {
  createConflictSurface,
  type ConflictDialogComponent,
  type ConflictSurface,
} from './createConflictSurface.js';
import type { DialogLook } from './dialogParts.js';
import type { Messages } from './messages.js';

export interface NoClobberProviderProps {
  /** Replaces texts; what is left out stays English. */
  readonly messages?: Partial<Messages>;
  /** The id of the person at the screen, as the server knows them: their other tab is then called theirs, and drafts are kept apart by it. */
  readonly userId?: string;
  /** Replaces parts of every dialog below here, and shows fields' values in the app's own way. Keep it the same object from render to render. */
  readonly dialogLook?: DialogLook;
  /** Shows every conflict below here, of forms and mutations: pass `ConflictDialog`. Without it each form shows its own. */
  readonly conflictDialog?: ConflictDialogComponent;
  /**
   * Decides a mutation's conflict that the mutation does not handle itself. Resolves to what is to be saved over theirs, or to null:
   * then nothing is saved, and the mutation fails with the conflict. Without it `conflictDialog` asks. Where a record
   * was to be deleted that others changed (`isDelete`), `'delete'` deletes it all the same.
   */
  readonly onConflict?: (
    conflict: Conflict<unknown>,
    write: { readonly isDelete: boolean },
  ) => Promise<unknown>;
  /** For how many milliseconds a draft is kept in the browser. @default 30 days */
  readonly draftTtlMs?: number;
  /** How many milliseconds before its end a lock warns. @default a third of its time, at most a minute */
  readonly lockWarnMs?: number;
  readonly children?: ReactNode;
}

interface NoClobberConfig {
  /** Puts the application's own texts in the place of a part's; the very same object every time. */
  readonly replaceTexts: <T extends Partial<Messages>>(english: T) => T;
  readonly userId: string | undefined;
  readonly draftTtlMs: number;
  readonly lockWarnMs: number | undefined;
  readonly dialogLook: DialogLook;
  readonly onConflict?: NoClobberProviderProps['onConflict'];
  /** Where conflicts are shown that nobody else shows; absent where there is no such place. */
  readonly surface?: ConflictSurface;
}

const thirtyDaysMs = 30 * 24 * 60 * 60 * 1000;
const plainLook: DialogLook = {};

const NoClobberContext = createContext<NoClobberConfig>({
  replaceTexts: (english) => english,
  userId: undefined,
  draftTtlMs: thirtyDaysMs,
  lockWarnMs: undefined,
  dialogLook: plainLook,
});

/** Gives texts and settings to everything of the kit below it. Needed only where the defaults don't fit. */
export function NoClobberProvider(props: NoClobberProviderProps) {
  const {
    messages,
    userId,
    draftTtlMs = thirtyDaysMs,
    lockWarnMs,
    conflictDialog,
    onConflict,
    children,
  } = props;
  const { dialogLook = plainLook } = props;
  const [surface] = useState(createConflictSurface);
  const hasDialog = conflictDialog !== undefined;
  const config = useMemo(
    () => ({
      replaceTexts: replacing(messages),
      userId,
      draftTtlMs,
      lockWarnMs,
      dialogLook,
      onConflict,
      ...(hasDialog ? { surface } : {}),
    }),
    [messages, userId, draftTtlMs, lockWarnMs, dialogLook, onConflict, hasDialog, surface],
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

/** The settings in force here. */
export function useNoClobber(): NoClobberConfig {
  return useContext(NoClobberContext);
}

/** The texts of one part of the kit, with the application's own in their place: a part that is loaded later brings its texts along. */
export function useMessages<T extends Partial<Messages>>(english: T): T {
  return useNoClobber().replaceTexts(english);
}

function replacing(own: Partial<Messages> | undefined): NoClobberConfig['replaceTexts'] {
  const made = new Map<object, object>();
  return <T extends Partial<Messages>>(english: T) => {
    if (!made.has(english)) made.set(english, { ...english, ...own });
    // It was made of that very part.
    return made.get(english) as T;
  };
}
