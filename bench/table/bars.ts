import { markdownTable } from '../merge/table.js';
import type { Bar } from '../server/report.js';
import { median, quantile, type Sample } from './measureTable.js';

type Figure = (sample: Sample) => number;

/** Sets the tables side by side: each figure by floor-react's of the same round and size, the median of all rounds. */
export function printTables(samples: readonly Sample[], sizes: readonly number[]): void {
  const tables = [...new Set(samples.map(({ table }) => table))];
  const largest = Math.max(...sizes);
  const figures: readonly (readonly [string, (table: string) => number])[] = [
    ['key to paint, p50', (table) => ratio(samples, { table, rows: largest }, ({ keys }) => median(keys))],
    [
      'key to paint, p95',
      (table) => ratio(samples, { table, rows: largest }, ({ keys }) => quantile(keys, 0.95)),
    ],
    ['commit', (table) => ratio(samples, { table, rows: largest }, ({ commit }) => commit)],
    ['commit, by its own in 1,000 rows', (table) => growth(samples, table, ({ commit }) => commit)],
    [
      '1,000 rows changed by others',
      (table) => ratio(samples, { table, rows: largest }, ({ update }) => update),
    ],
    [
      '950 saved, 50 conflicts marked',
      (table) =>
        ratio(
          samples,
          { table, rows: largest },
          ({ answer }) => answer,
          ({ block }) => block,
        ),
    ],
    [
      'paste of 1,000 x 4 with undo',
      (table) =>
        ratio(
          samples,
          { table, rows: largest },
          ({ paste }) => paste,
          ({ block }) => block,
        ),
    ],
    ['mount', (table) => ratio(samples, { table, rows: largest }, ({ mount }) => mount)],
    [
      'the same, with the rows beyond the screen',
      (table) => ratio(samples, { table, rows: largest }, ({ wholeMount }) => wholeMount),
    ],
    ['mount of 1,000 rows', (table) => ratio(samples, { table, rows: 1000 }, ({ mount }) => mount)],
    ['scroll, a frame', (table) => ratio(samples, { table, rows: largest }, ({ scroll }) => scroll)],
    ['heap over the rows, MB', (table) => of(samples, { table, rows: largest }, ({ heapMb }) => heapMb)],
    [
      'heap a row with an edit, KB',
      (table) => of(samples, { table, rows: largest }, ({ dirtyKb }) => dirtyKb),
    ],
    [
      'blank after a jump, %',
      (table) => 100 * of(samples, { table, rows: largest }, ({ blankAfterJump }) => blankAfterJump),
    ],
  ];
  const show = (value: number) => (Number.isFinite(value) ? value.toFixed(value >= 10 ? 0 : 2) : '');
  console.log(
    markdownTable([
      [`${largest.toLocaleString('en')} rows, CPU by floor-react’s`, ...tables],
      ...figures.map(([name, figure]) => [name, ...tables.map((table) => show(figure(table)))]),
    ]),
  );
}

/** The bars that the table has set itself. */
export function barsOf(
  samples: readonly Sample[],
  { sizes, addedKb }: { readonly sizes: readonly number[]; readonly addedKb: number },
): readonly Bar[] {
  const largest = Math.max(...sizes);
  const by = (figure: Figure, under?: Figure, rows = largest) =>
    ratio(samples, { table: 'noclobber', rows }, figure, under);
  const own = (figure: Figure) => of(samples, { table: 'noclobber', rows: largest }, figure);
  return [
    { promise: '1 key to paint by floor-react’s, p50', measured: by(({ keys }) => median(keys)), most: 1.15 },
    {
      promise: '1 key to paint by floor-react’s, p95',
      measured: by(({ keys }) => quantile(keys, 0.95)),
      most: 1.5,
    },
    ...besideReactDataGrid(samples, largest),
    { promise: '2 commit', measured: by(({ commit }) => commit), most: 1.5 },
    {
      promise: '3 commit in all rows by commit in 1,000',
      measured: growth(samples, 'noclobber', ({ commit }) => commit),
      most: 1.2,
    },
    { promise: '4 1,000 rows changed, no marks', measured: by(({ update }) => update), most: 1.2 },
    {
      promise: '4 950 saved, 50 conflicts marked, by a bare update of the same rows',
      measured: by(
        ({ answer }) => answer,
        ({ block }) => block,
      ),
      most: 2,
    },
    { promise: '5 mount of 1,000 rows', measured: by(({ mount }) => mount, undefined, 1000), most: 1.5 },
    { promise: '5 mount of all rows', measured: by(({ mount }) => mount), most: 1.6 },
    { promise: '6 heap over the rows in MB', measured: own(({ heapMb }) => heapMb), most: 3 },
    { promise: '6 heap a row with an edit in KB', measured: own(({ dirtyKb }) => dirtyKb), most: 0.5 },
    { promise: '7 scroll, CPU a frame', measured: by(({ scroll }) => scroll), most: 1.3 },
    { promise: '7 blank cells at 120 px a frame', measured: own(({ blank }) => blank), most: 0 },
    { promise: '7 blank cells after a jump', measured: own(({ blankAfterJump }) => blankAfterJump), most: 0 },
    { promise: '8 KB of gzip that it adds to an app with the dialogs', measured: addedKb, most: 14 },
    {
      promise: '9 paste of 1,000 x 4, by a bare update of the same rows',
      measured: by(
        ({ paste }) => paste,
        ({ block }) => block,
      ),
      most: 3,
    },
  ];
}

/** Only where it was measured, too. */
function besideReactDataGrid(samples: readonly Sample[], rows: number): readonly Bar[] {
  const p95Of = (table: string) => ratio(samples, { table, rows }, ({ keys }) => quantile(keys, 0.95));
  const theirs = p95Of('react-data-grid');
  if (Number.isNaN(theirs)) return [];
  const promise = '1 key to paint by react-data-grid’s, p95';
  return [{ promise, measured: p95Of('noclobber') / theirs, most: 1 }];
}

interface Which {
  readonly table: string;
  readonly rows: number;
}

function of(samples: readonly Sample[], { table, rows }: Which, figure: Figure): number {
  return median(samples.filter((sample) => sample.table === table && sample.rows === rows).map(figure));
}

/** Within a round, so that what else the machine did falls on both. */
function ratio(samples: readonly Sample[], which: Which, figure: Figure, under: Figure = figure): number {
  const own = samples.filter(({ table, rows }) => table === which.table && rows === which.rows);
  return median(
    own.map((sample) => {
      const floor = samples.find(
        ({ table, rows, round }) => table === 'floor-react' && rows === which.rows && round === sample.round,
      );
      return floor ? figure(sample) / under(floor) : NaN;
    }),
  );
}

function growth(samples: readonly Sample[], table: string, figure: Figure): number {
  const largest = Math.max(...samples.map(({ rows }) => rows));
  return of(samples, { table, rows: largest }, figure) / of(samples, { table, rows: 1000 }, figure);
}
