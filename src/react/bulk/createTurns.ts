/** Runs one piece of work after the other, as they were asked for, whatever comes of the one before. */
export type InTurn = <R>(work: () => Promise<R>) => Promise<R>;

export function createTurns(): InTurn {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const done = last.then(work);
    last = done.catch(() => {});
    return done;
  };
}
