import { createContext, useContext, useMemo, type ReactNode } from 'react';
import { englishMessages, type Messages } from './messages.js';

export interface NoClobberProviderProps {
  /** Replaces texts; what is left out stays English. */
  readonly messages?: Partial<Messages>;
  /** The id of the person at the screen: their other tab is then called theirs, not a stranger's. */
  readonly userId?: string;
  readonly children?: ReactNode;
}

interface NoClobberConfig {
  readonly messages: Messages;
  readonly userId: string | undefined;
}

const NoClobberContext = createContext<NoClobberConfig>({ messages: englishMessages, userId: undefined });

/** Gives texts and settings to everything of the kit below it. Needed only where the defaults don't fit. */
export function NoClobberProvider({ messages, userId, children }: NoClobberProviderProps) {
  const config = useMemo(
    () => ({ messages: { ...englishMessages, ...messages }, userId }),
    [messages, userId],
  );
  // React 18 knows a context only by its Provider.
  return <NoClobberContext.Provider value={config}>{children}</NoClobberContext.Provider>;
}

/** The texts and settings in force here. */
export function useNoClobber(): NoClobberConfig {
  return useContext(NoClobberContext);
}
