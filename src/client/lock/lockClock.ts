/** Counts a lock's time down by the monotonic clock, from the moment at which the server was asked. */
export interface LockClock {
  now(): number;
  /** Counts from now on; `isRenewed` says that its whole time has just been granted. */
  run(lease: { readonly sentAt: number; readonly remainingMs: number; readonly isRenewed: boolean }): void;
  stop(): void;
  remainingMs(): number;
  /** It ends soon. */
  isEnding(): boolean;
  /** A third of its time is over, or it ends soon: whoever works renews it. */
  isDue(): boolean;
}

const longestWarningMs = 60_000;
/** Renewals of a lock that the server grants no more time keep apart by this. */
const apartMs = 5_000;

export function createLockClock(options: {
  readonly warnMs: number | undefined;
  onWarning(): void;
  onEnd(): void;
}): LockClock {
  let endsAt = 0;
  let grantedAt = 0;
  /** What the server grants as a rule; near the longest time that it allows, it grants less. */
  let grantedMs = 0;
  let timers: ReturnType<typeof setTimeout>[] = [];
  const now = () => performance.now();
  // A lock that has just been granted is no warning.
  const warnMs = () =>
    Math.min(options.warnMs ?? Math.min(longestWarningMs, grantedMs / 3), (grantedMs * 2) / 3);
  const remainingMs = () => Math.max(0, endsAt - now());

  function stop(): void {
    for (const timer of timers) clearTimeout(timer);
    timers = [];
    endsAt = 0;
  }

  return {
    now,
    run({ sentAt, remainingMs: leftMs, isRenewed }) {
      stop();
      endsAt = sentAt + leftMs;
      if (isRenewed) grantedAt = sentAt;
      grantedMs = Math.max(grantedMs, leftMs);
      const untilEndMs = remainingMs();
      timers = [setTimeout(options.onEnd, untilEndMs)];
      // A little later than the moment itself, when it is certain that it ends soon.
      const untilWarningMs = untilEndMs - warnMs();
      if (untilWarningMs > 0) timers.push(setTimeout(options.onWarning, untilWarningMs + 1));
    },
    stop,
    remainingMs,
    isEnding: () => remainingMs() <= warnMs(),
    isDue() {
      const passedMs = now() - grantedAt;
      return passedMs >= grantedMs / 3 || (remainingMs() <= warnMs() && passedMs >= apartMs);
    },
  };
}
