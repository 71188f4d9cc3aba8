import { groupBy } from './groupBy.js';
import { isSave, mostRows, type Operation } from './operation.js';
import type { RecordHistory } from './recordHistory.js';
import { staleAnswers } from './staleAnswers.js';

/** Something that must not happen to a record. */
export interface Rule {
  readonly id: string;
  /** What has happened where it is broken. */
  readonly text: string;
  /** The operations that show it: one group for each time. */
  readonly find: (history: RecordHistory) => readonly (readonly Operation[])[];
}

/** A rule stands before those that its breach would break as well. */
export const orderRules: readonly Rule[] = [
  {
    id: 'R3',
    text: 'an acknowledged save made no newer version',
    find: ({ operations }) =>
      each(operations.filter((save) => save.kind === 'ok' && save.version <= save.baseVersion)),
  },
  {
    id: 'R1',
    text: 'a lost update: acknowledged saves replaced the same version',
    find: ({ oks }) => twins(oks, ({ baseVersion }) => baseVersion),
  },
  {
    id: 'R2',
    text: 'acknowledged saves made the same version',
    find: ({ oks }) => twins(oks, ({ version }) => version),
  },
  {
    id: 'R4',
    text: 'a version has two writers',
    find: ({ sights, chain }) => {
      const writers = new Map(chain.map(({ version, writer }) => [version, writer]));
      return each(sights.filter(({ version, writer }) => (writers.get(version) ?? writer) !== writer));
    },
  },
  {
    id: 'R5',
    text: 'a version was made by a save that nobody asked for',
    find: ({ sights, saves }) => each(sights.filter(({ writer }) => !saves.has(writer))),
  },
  {
    id: 'R12',
    text: 'a save was refused because of itself',
    find: ({ sights }) => each(sights.filter(({ id, writer }) => id === writer)),
  },
  {
    id: 'R6',
    text: 'a refused save was stored',
    find: ({ sights, saves }) => {
      const stored = [...new Set(sights.map(({ writer }) => saves.get(writer)))];
      return each(stored.filter((save) => save?.kind === 'conflict' || save?.kind === 'fail'));
    },
  },
  {
    id: 'R11',
    text: 'a save was refused though there was no newer version',
    find: ({ operations }) =>
      each(operations.filter((save) => save.kind === 'conflict' && save.version <= save.baseVersion)),
  },
  {
    id: 'R13',
    text: 'a version was seen before its save had started',
    find: ({ sights, saves }) =>
      each(sights.filter(({ writer, endedAt }) => endedAt < (saves.get(writer)?.startedAt ?? 0))),
  },
  {
    id: 'R7',
    text: 'the chain from the first to the final version is broken here',
    find: breaks,
  },
  {
    id: 'R8',
    text: 'an acknowledged save was lost',
    find: ({ oks, chain }) => {
      const kept = new Set(chain.map(({ writer }) => writer));
      return each(oks.filter(({ id }) => !kept.has(id)));
    },
  },
  {
    id: 'R9',
    text: 'a newer version than the final one had been seen',
    find: ({ finals, sights }) => {
      const newest = sights.reduce((highest, { version }) => Math.max(highest, version), 0);
      return each(finals.filter(({ version }) => version < newest));
    },
  },
  {
    id: 'R10',
    text: 'an answer was older than one that had come before it was asked for',
    find: staleAnswers,
  },
];

/** What the records hold; it follows the order, so it is looked at only where that is sound. */
export const contentRules: readonly Rule[] = [
  {
    id: 'content',
    text: 'the content does not hold every save once, in the order of the versions',
    find: ({ sights, finals, chain }) => {
      const writers = chain.map(({ writer }) => writer).join();
      return each([
        ...sights.filter((read) => read.kind === 'read' && read.last !== read.writer),
        ...finals.filter(({ list }) => list.join() !== writers),
      ]);
    },
  },
  {
    id: 'history',
    text: "the server's own history does not tell the same versions and authors",
    find: ({ chain, rows, saves, finals }) => {
      const expected = chain.map(({ version, writer }) => `${version} ${saves.get(writer ?? '')?.client}`);
      const told = rows?.map(({ version, client }) => `${version} ${client}`);
      return told === undefined || told.join() === expected.slice(-mostRows).join() ? [] : [finals];
    },
  },
];

/** A version whose writer nobody was told, or one that was seen and is not among those that lead to the final one. */
function breaks({ chain, operations, sights }: RecordHistory): Operation[][] {
  const kept = new Set(chain.map(({ version }) => version));
  const end = chain.at(-1)?.version ?? 0;
  const unseen = chain.filter(({ writer }) => writer === undefined);
  return [
    ...unseen.map(({ version }) => operations.filter((save) => isSave(save) && save.baseVersion === version)),
    ...each(sights.filter(({ version }) => version < end && !kept.has(version))),
  ];
}

function twins<T, Key>(all: readonly T[], keyOf: (one: T) => Key): T[][] {
  return [...groupBy(all, keyOf).values()].filter((group) => group.length > 1);
}

function each<T>(all: readonly (T | undefined)[]): T[][] {
  return all.flatMap((one) => (one === undefined ? [] : [[one]]));
}
