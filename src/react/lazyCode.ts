/** Code that is loaded only when it is wanted. */
export interface LazyCode<Code> {
  /** What is known of it; the very same object until that changes. */
  getState(): LazyState<Code>;
  subscribe(listener: () => void): () => void;
  /** Loads it, or tries again after it failed. */
  load(): Promise<Code>;
  /** Resolves once it is there, whoever loads it, however often that fails before. */
  readonly here: Promise<Code>;
}

interface LazyState<Code> {
  readonly code?: Code;
  /** The last try failed. */
  readonly isFailed?: boolean;
}

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

  async function fetchOnce(): Promise<Code> {
    try {
      const code = await fetchCode();
      set({ code });
      arrive(code);
      return code;
    } catch (error) {
      loading = undefined;
      set({ isFailed: true });
      throw error;
    }
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
