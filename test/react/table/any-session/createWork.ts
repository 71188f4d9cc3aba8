/** How often the world turns until what still waits is held, or will never end. */
const turns = { held: 4, stuck: 200 };

interface WorkParts {
  readonly isHeld: () => boolean;
  readonly isMoving: () => boolean;
}

/** What was begun and has not ended yet. */
export function createWork({ isHeld, isMoving }: WorkParts) {
  let underWay = 0;
  const failures: unknown[] = [];
  const isDone = () => underWay === 0 || isHeld();
  return {
    failures,
    begin(work: Promise<unknown>): Promise<unknown> {
      underWay++;
      return work.catch((error: unknown) => failures.push(error)).finally(() => underWay--);
    },
    isIdle: () => underWay === 0,
    /** What nothing holds, and yet does not end. */
    getStuck: () => (isHeld() ? 0 : underWay),
    /** Lets all go on that nothing holds. */
    async settled(): Promise<void> {
      for (let quiet = 0; quiet < (isDone() ? turns.held : turns.stuck); quiet = isMoving() ? 0 : quiet + 1)
        await new Promise((turn) => setImmediate(turn));
    },
  };
}
