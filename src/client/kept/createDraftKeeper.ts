import { isEqual, type Choice, type Versioned } from '../../core/index.js';

/** What was typed and not saved, and what it was typed over; without a base into a new record. */
export interface Unsaved<T> {
  readonly base: Versioned<T> | null;
  readonly mine: T;
  /** What was chosen so far in a conflict with `theirs` that is still open. */
  readonly review?: { readonly theirs: Versioned<T>; readonly choices: readonly Choice[] } | undefined;
}

export interface DraftKeeperOptions<T> {
  /** Gives what is not saved now; null where everything is, undefined where that isn't known yet. */
  readonly read: () => Unsaved<T> | null | undefined;
  readonly put: (unsaved: Unsaved<T>) => Promise<void>;
  readonly remove: () => Promise<void>;
  /** Told after each try whether a copy is kept. */
  readonly onKept: (isKept: boolean) => void;
}

/** Keeps a copy of what is typed up to date. */
export interface DraftKeeper {
  /** Something may have changed: the copy follows within half a second. */
  touch(): void;
  /** The copy follows now. Resolves when it is kept, or refused. */
  flush(): Promise<void>;
  /** A copy is kept already, of another form: the next one is written in its place. */
  adopt(): void;
  /** What is kept was cleared from outside: nothing is kept until `touch`. */
  forget(): void;
}

/** With what it takes to write it, half a second. */
const delayMs = 300;

export function createDraftKeeper<T>(options: DraftKeeperOptions<T>): DraftKeeper {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let last: Unsaved<T> | 'other' | null = null;
  let isTouched = false;
  let done: Promise<void> = Promise.resolve();

  async function write(unsaved: Unsaved<T> | null, before: typeof last): Promise<void> {
    try {
      if (unsaved) await options.put(unsaved);
      else if (before) await options.remove();
      options.onKept(true);
    } catch {
      // Not kept: the next touch tries again.
      last = before;
      options.onKept(false);
    }
  }

  function flush(): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    if (!isTouched) return done;
    const unsaved = options.read();
    if (unsaved === undefined) return done;
    isTouched = false;
    if (isEqual(unsaved, last)) return done;
    const before = last;
    last = unsaved;
    // The transaction is started here and now: a page that goes away has no later.
    const written = write(unsaved, before);
    done = Promise.all([done, written]).then(() => {});
    return done;
  }

  function touch(): void {
    isTouched = true;
    timer ??= setTimeout(() => void flush(), delayMs);
  }

  return {
    touch,
    flush,
    adopt() {
      last = 'other';
      touch();
    },
    forget() {
      clearTimeout(timer);
      timer = undefined;
      isTouched = false;
      last = null;
    },
  };
}
