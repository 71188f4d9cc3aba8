import type { CDPSession } from 'playwright';
import type { OpenTable, Tables } from './openTables.js';
import type { Measured } from './page/measured.js';

/** What one table did once; times in ms of CPU but for the keys, which are to paint. */
export interface Sample {
  readonly table: string;
  readonly rows: number;
  readonly round: number;
  /** Until the first rows are painted. */
  readonly mount: number;
  /** With the rows beyond the screen, which may come a moment later. */
  readonly wholeMount: number;
  readonly heapMb: number;
  readonly keys: readonly number[];
  readonly commit: number;
  readonly update: number;
  /** 1,000 rows that lie together, most of the screen among them. */
  readonly block: number;
  readonly paste: number;
  /** What a save's answer costs. */
  readonly answer: number;
  readonly scroll: number;
  readonly blank: number;
  readonly blankAfterJump: number;
  /** KB of heap a row with an edit. */
  readonly dirtyKb: number;
}

interface InPage {
  readonly measured: Measured;
}
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

interface Asked {
  readonly table: string;
  readonly rows: number;
  readonly round: number;
  /** Else only what is compared between sizes: mount and commit. */
  readonly isWhole: boolean;
}

/** Each thing is done so often: the first time does more than the others, and the median is to be none of the extremes. */
const words = ['A', 'B', 'C', 'D', 'E'];

const unmeasured = {
  heapMb: NaN,
  update: NaN,
  block: NaN,
  paste: NaN,
  answer: NaN,
  scroll: NaN,
  blank: NaN,
  blankAfterJump: NaN,
  dirtyKb: NaN,
};

/** A page mounts once, and one look is easily off: so many pages do it. */
const mounts = 3;

export async function measureTable(tables: Tables, asked: Asked): Promise<Sample> {
  const mounted: Mounted[] = [];
  for (let page = 1; page < mounts; page++) {
    const fresh = await tables.open(asked.table, false);
    mounted.push(await mountIn(fresh, asked.rows));
    await fresh.close();
  }
  const hands = await tables.open(asked.table, false);
  mounted.push(await mountIn(hands, asked.rows));
  const edited = await editIn(hands, asked.isWhole);
  await hands.close();
  const sample = { ...asked, ...unmeasured, ...medianMount(mounted), ...edited };
  if (!asked.isWhole) return sample;
  const eyes = await tables.open(asked.table, true);
  const seen = await scrollIn(eyes, asked.rows);
  await eyes.close();
  return { ...sample, ...seen };
}

async function cpuOf(table: OpenTable, work: () => Promise<unknown>): Promise<number> {
  const before = await table.cpuMs();
  await work();
  return (await table.cpuMs()) - before;
}

type Mounted = Pick<Sample, 'mount' | 'wholeMount'>;

function medianMount(mounted: readonly Mounted[]): Mounted {
  return {
    mount: median(mounted.map(({ mount }) => mount)),
    wholeMount: median(mounted.map(({ wholeMount }) => wholeMount)),
  };
}

async function mountIn(table: OpenTable, rows: number): Promise<Mounted> {
  const { page } = table;
  await page.evaluate((count) => (globalThis as unknown as InPage).measured.prepare(count), rows);
  // What loading the page has left to do is no mount.
  await pause(300);
  const mount = await cpuOf(table, () =>
    page.evaluate(() => (globalThis as unknown as InPage).measured.mount()),
  );
  // Not so long that a collection of the whole heap, which comes when the page has been idle, falls into it.
  const later = await cpuOf(table, () => pause(150));
  return { mount, wholeMount: mount + later };
}

async function editIn(table: OpenTable, isWhole: boolean) {
  const { page, cdp } = table;
  const keys: number[] = [];
  const commits: number[] = [];
  for (let cell = 0; cell < 5; cell++) {
    const row = 2 + cell * 3;
    const [x = 0, y = 0] = await page.evaluate(
      (at) => (globalThis as unknown as InPage).measured.pointAt(at),
      row,
    );
    await page.mouse.dblclick(x, y);
    await page.evaluate(() => (globalThis as unknown as InPage).measured.editorOpen());
    await pause(200);
    await page.evaluate(() => (globalThis as unknown as InPage).measured.watchKeys());
    const word = Array.from(
      { length: 30 },
      (_, index) => 'abcdefghijklmnopqrstuvwxyz'[(index * 7 + cell) % 26],
    ).join('');
    for (const letter of word) {
      await type(cdp, letter);
      await pause(12);
    }
    await pause(60);
    keys.push(...(await page.evaluate(() => (globalThis as unknown as InPage).measured.takeKeys())));
    await pause(200);
    commits.push(
      await cpuOf(table, async () => {
        await type(cdp, 'Enter');
        await page.evaluate(([at, text]) => (globalThis as unknown as InPage).measured.committed(at, text), [
          row,
          word,
        ] as const);
      }),
    );
    await pause(80);
  }
  const first = { keys, commit: median(commits) };
  if (!isWhole) return first;
  const times = async (act: (word: string) => Promise<unknown>) => {
    const all: number[] = [];
    for (const word of words) {
      all.push(await cpuOf(table, () => act(word)));
      await pause(60);
    }
    return median(all);
  };
  const update = await times((word) =>
    page.evaluate((said) => (globalThis as unknown as InPage).measured.update(said, false), word),
  );
  const block = await times((word) =>
    page.evaluate((said) => (globalThis as unknown as InPage).measured.update(`B${said}`, true), word),
  );
  const canPaste = await page.evaluate(() => (globalThis as unknown as InPage).measured.canPaste());
  const changed = { ...first, update, block };
  if (!canPaste) return changed;
  const paste = await times((word) =>
    page.evaluate((said) => (globalThis as unknown as InPage).measured.paste(`P${said}`), word),
  );
  const answers: number[] = [];
  for (const word of words) {
    await page.evaluate((said) => (globalThis as unknown as InPage).measured.send(`S${said}`), word);
    await pause(100);
    answers.push(
      await cpuOf(table, () => page.evaluate(() => (globalThis as unknown as InPage).measured.answer())),
    );
  }
  return { ...changed, paste, answer: median(answers) };
}

/** Heaps are measured here, too: to collect all garbage throws compiled code away, which the times of a mount would show. */
async function scrollIn(table: OpenTable, rows: number) {
  const { page } = table;
  await page.evaluate((count) => (globalThis as unknown as InPage).measured.prepare(count), rows);
  const bare = await table.heapMb();
  await page.evaluate(() => (globalThis as unknown as InPage).measured.mount());
  await pause(200);
  const heapMb = (await table.heapMb()) - bare;
  const run = (how: Parameters<Measured['scroll']>[0]) =>
    page.evaluate((given) => (globalThis as unknown as InPage).measured.scroll(given), how);
  await run({ step: 120, frames: 30, isJump: false, isLooking: false });
  const before = await table.cpuMs();
  await run({ step: 120, frames: 120, isJump: false, isLooking: false });
  const scroll = ((await table.cpuMs()) - before) / 120;
  const blank = await run({ step: 120, frames: 60, isJump: false, isLooking: true });
  const blankAfterJump = await run({ step: 0, frames: 40, isJump: true, isLooking: true });
  const canPaste = await page.evaluate(() => (globalThis as unknown as InPage).measured.canPaste());
  const dirtyKb = canPaste ? await soilIn(table, Math.min(rows, 5000)) : NaN;
  return { heapMb, scroll, blank, blankAfterJump, dirtyKb };
}

/** @returns what a row with an edit costs in KB of heap, its undo among it. */
async function soilIn({ page, heapMb }: OpenTable, rows: number): Promise<number> {
  const before = await heapMb();
  await page.evaluate((count) => (globalThis as unknown as InPage).measured.soil(count), rows);
  await pause(200);
  return (((await heapMb()) - before) * 1024) / rows;
}

async function type(cdp: CDPSession, key: string): Promise<void> {
  const isEnter = key === 'Enter';
  const code = isEnter ? 13 : key.toUpperCase().charCodeAt(0);
  const common = { key, code: isEnter ? 'Enter' : `Key${key.toUpperCase()}`, windowsVirtualKeyCode: code };
  await cdp.send('Input.dispatchKeyEvent', { type: 'keyDown', text: isEnter ? '\r' : key, ...common });
  await cdp.send('Input.dispatchKeyEvent', { type: 'keyUp', ...common });
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

export function quantile(values: readonly number[], share: number): number {
  const sorted = values.filter((value) => Number.isFinite(value)).toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
}
