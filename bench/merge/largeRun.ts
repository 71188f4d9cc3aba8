// The child process of large.ts: merges the large texts of one shape with one tool. Tells when it begins a merge, and what each text took.
import type { LargeMessage } from './large.js';
import { largeSides, shapes, sizes } from './largeTexts.js';
import { msOf, quantile } from './timing.js';
import { createTools } from './tools.js';

const [name, shapeName, seed] = process.argv.slice(2);
const tool = createTools().find((one) => one.name === name);
const shape = shapes.find((one) => one === shapeName);
if (!tool || !shape) throw new Error(`There is no tool "${name}" or no shape "${shapeName}".`);

const textsPerSize = 3;
/** Below this many milliseconds a text is merged again, and the median counts: the first merge warms up. */
const worthRepeating = 1_000;
const repeats = 5;

for (const size of sizes) {
  for (let text = 0; text < textsPerSize; text++) {
    const sides = largeSides({ shape, size, seed: Number(seed) + text });
    const times: number[] = [];
    while (times.length < repeats && (times[0] ?? 0) < worthRepeating) {
      tell({ kind: 'begun', size });
      times.push(msOf(tool, sides));
    }
    tell({ kind: 'merged', size, ms: quantile(times, 0.5) });
  }
}
process.disconnect?.();

function tell(message: LargeMessage): void {
  process.send?.(message);
}
