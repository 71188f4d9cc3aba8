/** When a lock is looked at again. */
export interface Looking {
  /** Looks after so long, unless something is heard before. */
  after(ms: number): void;
  /** Nobody answered: looks again, later each time. */
  afterFailure(): void;
  /** Somebody answered; what is due stays due. */
  reset(): void;
  stop(): void;
}

const [firstMs, longestMs] = [1_000, 30_000];

export function createLooking(look: () => void): Looking {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let failures = 0;
  function after(ms: number): void {
    clearTimeout(timer);
    timer = setTimeout(look, ms);
  }
  return {
    after,
    // Not all pages at once.
    afterFailure: () =>
      after(Math.min(firstMs * 2 ** Math.min(failures++, 10), longestMs) * (0.5 + Math.random() / 2)),
    reset: () => (failures = 0),
    stop: () => clearTimeout(timer),
  };
}
