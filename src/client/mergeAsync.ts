import { mergeSteps, type MergeResult, type Rules, type ThreeWay } from '../core/index.js';

/** How long a page may go without answering: a frame and a half at 60 Hz with room for what else it does. */
const sliceMs = 12;

/**
 * Merges like `merge`, with the same result; large texts are merged in slices of about 12 ms, with pauses in which the page
 * can answer. The clock decides about pauses only, never about the outcome.
 *
 * @example
 * const result = await mergeAsync({ base, mine, theirs }, articles.rules)
 */
export async function mergeAsync<T>(edit: ThreeWay<T>, rules?: Rules<T>): Promise<MergeResult<T>> {
  const steps = mergeSteps(edit, rules);
  let start = performance.now();
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    if (performance.now() - start < sliceMs) continue;
    await pause();
    start = performance.now();
  }
}

/** Lets the page work. A message comes at once, where a timer is held back: always a little, in a hidden page a second. */
function pause(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}
