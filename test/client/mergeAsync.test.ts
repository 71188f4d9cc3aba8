import { merge, mergeAsync } from 'noclobber';
import { expect, it } from 'vitest';

it('leaves room for other work while it merges megabytes, and comes to the same', async () => {
  const lines = (name: (line: number) => string) =>
    Array.from({ length: 60_000 }, (_, line) => `${name(line)} line ${line} of a long text\n`).join('');
  const edit = {
    base: { x: lines(() => 'one') },
    mine: { x: lines((line) => (line % 3 === 0 ? 'my' : 'one')) },
    theirs: { x: lines((line) => (line % 3 === 1 ? 'their' : 'one')) },
  };
  let turns = 0;
  const clock = setInterval(() => turns++);
  const merged = await mergeAsync(edit);
  clearInterval(clock);

  expect(turns).toBeGreaterThan(2);
  expect(merged).toEqual(merge(edit));
});
