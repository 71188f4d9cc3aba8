/** Work that is asked for again and again. */
export interface Rounds {
  /** Wants it done. What is asked for while it is being done is done once more afterwards. */
  readonly ask: () => void;
  readonly stop: () => void;
}

export interface RoundsOptions {
  /** How long the first who asks waits for others. @default 0 */
  readonly afterMs?: number;
  /** How long it rests at the least. @default 300 */
  readonly restMs?: number;
}

const longestRestMs = 30_000;

/**
 * Does work in rounds, never two at once, so that however much happens it takes a tenth of the time at the most: after each round it rests
 * for nine times as long as that took. A server that is slow under its load is asked the less often for it.
 *
 * @param work Never rejects.
 */
export function createRounds(
  work: () => Promise<unknown>,
  { afterMs = 0, restMs = 300 }: RoundsOptions = {},
): Rounds {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let restedAt = 0;
  let [isWorking, isWanted, isOver] = [false, false, false];

  function ask(): void {
    if (isOver) return;
    if (isWorking) isWanted = true;
    else timer ??= setTimeout(() => void round(), Math.max(afterMs, restedAt - performance.now()));
  }

  async function round(): Promise<void> {
    timer = undefined;
    [isWorking, isWanted] = [true, false];
    const from = performance.now();
    await work();
    const tookMs = performance.now() - from;
    restedAt = performance.now() + Math.min(Math.max(restMs, 9 * tookMs), longestRestMs);
    isWorking = false;
    if (isWanted) ask();
  }

  return {
    ask,
    stop() {
      isOver = true;
      clearTimeout(timer);
    },
  };
}
