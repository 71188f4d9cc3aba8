// `npm run coverage:ancestors`: which test shows what. A test says it by its title: `C9a: …`, `F1, F2: …`; or by an id that is handed to `%s: …`.
// C: what django-concurrency does; L: what django-locking does; F: faults; U: what users of forms and caches report; R: rules of the history checker.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

/** @typedef {{ file: string, ids: string[], title: string }} Test */
/** @typedef {{ title: string, ancestorTitles: string[], status: string }} Ran */

const root = fileURLToPath(new URL('..', import.meta.url));
const counts = { C: 52, L: 22, F: 38, U: 24, R: 13 };
const parts = { C9: ['C9a', 'C9b', 'C9c'], C42: ['C42a'] };
/** @type {Record<string, string>} Why there is nothing to test. */
const senseless = {
  C20: 'an exception class that nothing ever raises',
};

const id = '[CLFUR]\\d+[a-c]?';
const titled = new RegExp(`(['"\`])(${id}(?:, ${id})*): ((?:\\\\.|(?!\\1)[^\\\\])*)\\1`, 'g');
const handed = new RegExp(`'(${id})',(?=[^]*?(['"\`])%s: ((?:\\\\.|(?!\\2)[^\\\\])*)\\2)`, 'g');

const ids = Object.entries(counts).flatMap(([letter, count]) =>
  Array.from({ length: count }, (_, at) => `${letter}${at + 1}`).flatMap((row) => [
    row,
    ...(Object.entries(parts).find(([whole]) => whole === row)?.[1] ?? []),
  ]),
);
const tests = ['test', 'stories'].flatMap(sourcesIn).flatMap(testsIn);
const ran = ['test-report.json', 'chaos-report.json'].flatMap(readReport);

/** @type {Record<string, number>} */
const sums = {};
/** @type {string[]} */
const bare = [];
for (const row of ids) {
  const shown = tests.filter((test) => test.ids.includes(row));
  const lines = shown.map((test) => `${test.file}: ${test.title} → ${resultOf(test)}`);
  const why = senseless[row];
  if (lines.length === 0) lines.push(why === undefined ? 'no test' : `makes no sense in HTTP: ${why}`);
  console.log(lines.map((line, at) => `${(at ? '' : row).padEnd(6)}${line}`).join('\n'));
  if (shown.length === 0 && why === undefined) bare.push(row);
  const sum = shown.length ? worst(shown.map(resultOf)) : why === undefined ? 'no test' : 'makes no sense';
  sums[sum] = (sums[sum] ?? 0) + 1;
}
for (const test of tests)
  for (const row of test.ids)
    if (!ids.includes(row)) console.log(`${row.padEnd(6)}${test.file}: ${test.title} → there is no ${row}`);
console.log(
  `\n${ids.length} rows: ${Object.entries(sums)
    .map(([sum, count]) => `${count} ${sum}`)
    .join(', ')}`,
);
if (bare.length) console.log(`without a test: ${bare.join(', ')}`);

/** @param {string} folder */
function sourcesIn(folder) {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.(test|chaos|stories)\.tsx?$/.test(path))
    .map((path) => `${folder}/${path.replaceAll('\\', '/')}`)
    .toSorted();
}

/**
 * @param {string} file
 * @returns {Test[]}
 */
function testsIn(file) {
  const source = readFileSync(join(root, file), 'utf8');
  const own = [...source.matchAll(titled)].map(([, , named = '', title = '']) => ({
    file,
    ids: named.split(', '),
    title: readable(title),
  }));
  const given = [...source.matchAll(handed)].map(([, row = '', , title = '']) => ({
    file,
    ids: [row],
    title: readable(title),
  }));
  return [...own, ...given];
}

/** @param {string} literal */
function readable(literal) {
  return literal.replace(/\\(.)/g, '$1');
}

/**
 * What became of a test, or of all those in a `describe`, by the last reports.
 *
 * @param {Test} test
 */
function resultOf({ file, ids: own, title }) {
  const pattern = `${own.join(', ')}: ${title}`
    .split(/%[sdifjo#]|\$\{[^}]*\}|\$[\w.]+/)
    .map((text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
    .join('.*');
  const named = new RegExp(`^${pattern}$`, 's');
  const found = ran.filter((test) => test.file === file && test.titles.some((text) => named.test(text)));
  return found.length ? worst(found.map(({ status }) => status)) : 'not run';
}

/** @param {string[]} results */
function worst(results) {
  return ['failed', 'not run', 'passed'].find((result) => results.includes(result)) ?? 'skipped';
}

/** @param {string} report */
function readReport(report) {
  const path = join(root, report);
  if (!existsSync(path)) return [];
  /** @type {{ testResults: { name: string, assertionResults: Ran[] }[] }} */
  const { testResults } = JSON.parse(readFileSync(path, 'utf8'));
  return testResults.flatMap(({ name, assertionResults }) =>
    assertionResults.map(({ title, ancestorTitles, status }) => ({
      file: relative(root, name).replaceAll('\\', '/'),
      titles: [...ancestorTitles, title],
      status,
    })),
  );
}
