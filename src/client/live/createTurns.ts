/** Makes a row in which one thing is done after the other, so that what was asked last is what holds. */
export function createTurns(): <T>(work: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const done = last.then(work);
    last = done.catch(() => undefined);
    return done;
  };
}

/** Makes work that waits for its turn once only, however often it is asked for until then: what is seen later tells of all. */
export function onceInTurn(
  inTurn: ReturnType<typeof createTurns>,
  work: () => Promise<unknown>,
): () => Promise<void> {
  let waiting: Promise<unknown> | undefined;
  return async () => {
    waiting ??= inTurn(() => {
      waiting = undefined;
      return work();
    });
    await waiting;
  };
}
