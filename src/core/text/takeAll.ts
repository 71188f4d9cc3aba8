/** Runs work that is done in steps to its end, without a pause. */
export function takeAll<Result>(steps: Generator<undefined, Result>): Result {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}
