/** Code that is loaded only when it is wanted. */
export interface LazyCode<Code> {
  /** What is known of it; the very same object until that changes. */
  getState(): LazyState<Code>;
  subscribe(listener: () => void): () => void;
  /** Loads it, or tries again after it failed. Where no answer comes, nobody waits for long. */
  load(): Promise<Code>;
  /** Resolves once it is there, whoever loads it, however often that fails before. */
  readonly here: Promise<Code>;
}

interface LazyState<Code> {
  readonly code?: Code;
  /** The last try failed, or is not answered. */
  readonly isFailed?: boolean;
}

/** Who waits so long goes on without it; it may come all the same. */
const patienceMs = 5000;

export function lazyCode<Code>(fetchCode: () => Promise<Code>): LazyCode<Code> {
  const listeners = new Set<() => void>();
  let arrive: (code: Code) => void;
  const here = new Promise<Code>((resolve) => (arrive = resolve));
  let state: LazyState<Code> = {};
  let loading: Promise<Code> | undefined;
  const set = (next: LazyState<Code>) => {
    state = next;
    for (const listener of listeners) listener();
  };
  void here.then((code) => {
    loading = here;
    set({ code });
  });

  function fetchOnce(): Promise<Code> {
    const failed = new Promise<never>((_, reject) => {
      setTimeout(reject, patienceMs, new Error('It has not come.'));
      fetchCode().then(arrive, (error: unknown) => {
        loading = undefined;
        reject(error);
      });
    });
    return Promise.race([here, failed]).catch((error: unknown) => {
      set({ isFailed: true });
      throw error;
    });
  }

  return {
    here,
    getState: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    load() {
      if (!loading && state.isFailed) set({});
      return (loading ??= fetchOnce());
    },
  };
}
