import { randomKey } from '../randomKey.js';
import { isPageShown } from './pageMoments.js';

/** What pages of one browser say to find out who leads. */
export type ElectionMessage = {
  readonly kind: 'leads' | 'claims' | 'yields';
  readonly page: string;
};

export interface Election {
  /** Takes in what another page said. */
  hear(message: ElectionMessage): void;
  /** The leader was not heard of for long: a page that is looked at takes its place. */
  doubt(): void;
  /** Steps back, or stands no more. */
  stop(): void;
}

export interface Candidate {
  readonly name: string;
  /** Begins to lead. @returns what ends it. */
  readonly lead: () => () => void;
  readonly say: (message: ElectionMessage) => void;
}

/** Lets one page of a browser lead, and another when that one goes: by Web Locks, or by word of mouth where a page without TLS has none. */
export function elect(candidate: Candidate): Election {
  // A page without TLS has no locks, whatever the type says; a server has no browser at all.
  const locks: LockManager | undefined = typeof navigator === 'undefined' ? undefined : navigator.locks;
  return locks ? electByLock(candidate, locks) : electByWord(candidate);
}

function electByLock(candidate: Candidate, locks: LockManager): Election {
  const { name, lead } = candidate;
  const stopped = new AbortController();
  let byWord: Election | undefined;
  function stand(options: LockOptions): void {
    const lost = new AbortController();
    locks
      .request(name, options, () => {
        if (stopped.signal.aborted) return undefined;
        const stopLeading = lead();
        stopped.signal.addEventListener('abort', stopLeading);
        lost.signal.addEventListener('abort', stopLeading);
        return new Promise<void>((resolve) => stopped.signal.addEventListener('abort', () => resolve()));
      })
      .catch((error: unknown) => {
        lost.abort();
        if (stopped.signal.aborted) return;
        const isTaken = error instanceof DOMException && error.name === 'AbortError';
        if (isTaken) stand({ signal: stopped.signal });
        // The browser refuses its locks to this page: in a frame of another site, for one.
        else byWord ??= electByWord(candidate);
      });
  }
  stand({ signal: stopped.signal });
  return {
    hear: (message) => byWord?.hear(message),
    doubt() {
      if (byWord) byWord.doubt();
      else if (isPageShown()) stand({ steal: true });
    },
    stop() {
      stopped.abort();
      byWord?.stop();
    },
  };
}

/** How often a leader says so, after how much silence another page claims the lead, and how long it waits for an objection. */
const [beatMs, silenceMs, objectionMs] = [2_000, 6_000, 300];

/** Two may lead for a moment: everything arrives twice then, and does no harm. */
function electByWord({ lead, say }: Candidate): Election {
  const page = randomKey();
  let stopLeading: (() => void) | undefined;
  let beating: ReturnType<typeof setInterval> | undefined;
  let claiming: ReturnType<typeof setTimeout> | undefined;

  function claimAfter(ms: number): void {
    clearTimeout(claiming);
    claiming = setTimeout(() => {
      say({ kind: 'claims', page });
      claiming = setTimeout(begin, objectionMs);
    }, ms);
  }
  function begin(): void {
    stopLeading = lead();
    say({ kind: 'leads', page });
    beating = setInterval(() => say({ kind: 'leads', page }), beatMs);
  }
  function follow(): void {
    clearInterval(beating);
    stopLeading?.();
    stopLeading = undefined;
    claimAfter(silenceMs * (1 + Math.random() / 2));
  }

  claimAfter(0);
  return {
    hear(message) {
      if (message.kind === 'yields') {
        if (!stopLeading) claimAfter(Math.random() * objectionMs);
      } else if (message.kind === 'leads') {
        // Of two that lead, and of two that claim, the one whose name comes first goes on.
        if (!stopLeading || message.page < page) follow();
      } else if (stopLeading) say({ kind: 'leads', page });
      else if (message.page < page) follow();
    },
    doubt() {
      if (!stopLeading && isPageShown()) claimAfter(0);
    },
    stop() {
      clearInterval(beating);
      clearTimeout(claiming);
      if (!stopLeading) return;
      stopLeading();
      stopLeading = undefined;
      say({ kind: 'yields', page });
    },
  };
}
