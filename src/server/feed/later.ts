/** Runs something later, without keeping the process alive for it. Gives what takes that back. */
export function later(run: () => void, afterMs: number): () => void {
  const timer: unknown = setTimeout(run, afterMs);
  // A browser's timers are numbers, and hold nothing alive.
  if (isHolding(timer)) timer.unref();
  return () => clearTimeout(timer as Parameters<typeof clearTimeout>[0]);
}

function isHolding(timer: unknown): timer is { unref(): void } {
  return typeof timer === 'object' && timer !== null && 'unref' in timer;
}
