import { makeRows, type BenchRow, type Candidate } from './candidate.js';

const frame = () => new Promise<number>((resolve) => requestAnimationFrame(resolve));

/** Resolves when the frame it is called in is painted: a message after its callbacks comes after its paint. */
function painted(): Promise<number> {
  return new Promise((resolve) => {
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => resolve(performance.now());
      port2.postMessage(null);
    });
  });
}

/** Looks whenever something on the page has changed: to ask in each frame would be measured, too. */
async function until(isDone: () => boolean, what: string): Promise<number> {
  const start = performance.now();
  while (!isDone()) {
    if (performance.now() - start > 30_000) throw new Error(`Waited in vain: ${what}`);
    await changed();
  }
  return painted();
}

/** Resolves at the next change of the page, or a moment later: the focus is no change, and a note of each attribute would be measured, too. */
function changed(): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      observer.disconnect();
      clearTimeout(timer);
      resolve();
    };
    const observer = new MutationObserver(done);
    const timer = setTimeout(done, 50);
    observer.observe(document, { characterData: true, childList: true, subtree: true });
  });
}

/** What the driver calls in the page. */
export function createMeasured(candidate: Candidate) {
  let rows: readonly BenchRow[] = [];
  const keys: number[] = [];
  let isListening = false;
  const listen = ({ timeStamp }: KeyboardEvent) => void painted().then((at) => keys.push(at - timeStamp));
  const root = () => document.getElementById('root') ?? document.body;
  return {
    prepare(count: number) {
      rows = makeRows(count);
      candidate.prepare?.(rows);
    },
    async mount() {
      candidate.mount(root(), rows);
      await until(() => candidate.shown(10, 'name') === 'Name 10', 'rows');
    },
    /** Where to click to edit a cell. */
    pointAt(row: number) {
      const box = candidate.cell(row, 'name')?.getBoundingClientRect();
      return box ? [box.x + 40, box.y + box.height / 2] : [0, 0];
    },
    async editorOpen() {
      await until(() => document.activeElement?.tagName === 'INPUT', 'editor');
      if (document.activeElement instanceof HTMLInputElement) document.activeElement.select();
    },
    watchKeys() {
      if (!isListening) addEventListener('keydown', listen, true);
      isListening = true;
      keys.length = 0;
    },
    takeKeys: () => keys.splice(0),
    committed: (row: number, text: string) =>
      until(
        () => candidate.shown(row, 'name') === text && !candidate.cell(row, 'name')?.querySelector('input'),
        'commit',
      ),
    /** `isBlock`: the first 1,000 rows, as a paste; else 1,000 rows from everywhere. */
    async update(word: string, isBlock: boolean) {
      const step = isBlock ? 1 : Math.max(1, Math.floor(rows.length / 1000));
      const count = Math.min(rows.length, 1000);
      candidate.update(
        Array.from({ length: count }, (_, index) => ({
          row: index * step,
          field: 'city',
          value: `${word}${index}`,
        })),
      );
      await until(() => candidate.shown(0, 'city') === `${word}0`, 'update');
    },
    canPaste: () => candidate.paste !== undefined,
    async paste(word: string) {
      const text = Array.from({ length: 1000 }, (_, row) =>
        [`${word}${row}`, row, row / 4, 'held'].join('\t'),
      ).join('\n');
      candidate.paste?.(0, text);
      await until(() => candidate.shown(0, 'city') === `${word}0`, 'paste');
    },
    /** Edits one cell in each of many rows. */
    async soil(count: number) {
      candidate.scroller().scrollTop = 0;
      await until(() => candidate.cell(0, 'city') !== null, 'top');
      candidate.paste?.(0, Array.from({ length: count }, (_, row) => `Dirty ${row}`).join('\n'));
      await until(() => candidate.shown(0, 'city') === 'Dirty 0', 'paste');
    },
    /** Edits four cells in each of 1,000 rows anew, and saves them. */
    async send(word: string) {
      candidate.discard?.();
      await this.paste(word);
      candidate.save?.();
      await until(() => candidate.isSaving?.() === true && candidate.marked?.() === 0, 'saving');
    },
    async answer() {
      candidate.answer?.();
      await until(() => (candidate.marked?.() ?? 0) > 0, 'marks');
    },
    async scroll({
      step,
      frames,
      isJump,
      isLooking,
    }: {
      readonly step: number;
      readonly frames: number;
      readonly isJump: boolean;
      /** Looks for blank cells, which costs something itself. */
      readonly isLooking: boolean;
    }) {
      const box = candidate.scroller();
      const end = box.scrollHeight - box.clientHeight;
      const view = box.getBoundingClientRect();
      let [at, by, blank, samples, seed] = [box.scrollTop, step, 0, 0, 7];
      for (let index = 0; index < frames; index++) {
        seed = (seed * 16807) % 2147483647;
        at = isJump ? (seed / 2147483647) * end : at + by;
        if (at < 0 || at > end) by = -by;
        box.scrollTop = at;
        if (isJump) await frame();
        for (const share of isLooking ? [0.15, 0.5, 0.95] : []) {
          const found = document.elementFromPoint(view.left + 400, view.top + view.height * share);
          samples++;
          // A line between two rows is no blank.
          if (!found?.closest('[role=row]')?.textContent) blank++;
        }
        await frame();
      }
      return samples === 0 ? 0 : blank / samples;
    },
  };
}

export type Measured = ReturnType<typeof createMeasured>;
