import { isEqual, own } from '../../../../src/core/index.js';
import { fields } from './fields.js';
import type { MadeVersion } from './openServer.js';

type Pieces = (field: string, value: unknown) => readonly unknown[];

interface WitnessOptions {
  readonly pieces: Pieces;
  /** A new row has another id once it is saved. */
  readonly currentId: (id: string) => string;
}

/** Remembers what a person had on screen and what they wrote, and judges by that each version that is made in their name. */
export function createWitness({ pieces, currentId }: WitnessOptions) {
  const seen = createNotes({ pieces, currentId });
  const written = createNotes({ pieces, currentId });
  const problems: string[] = [];

  function judgeChange(id: string, before: object, after: object): void {
    const all = Object.keys({ ...before, ...after });
    const changed = all.filter((field) => !isEqual(own(before, field), own(after, field)));
    if (changed.length === 0) problems.push(`a version of ${id} was made without a change`);
    for (const field of changed) {
      const [old, now] = [pieces(field, own(before, field)), pieces(field, own(after, field))];
      const strange = now.filter((piece) => !old.includes(piece) && !written.has(id, field, piece));
      for (const piece of strange)
        problems.push(`${id}.${field} became ${piece}, which was not written there`);
      const unseen = old.filter((piece) => !now.includes(piece) && !seen.has(id, field, piece));
      for (const piece of unseen) problems.push(`${id}.${field} was ${piece}, and went without being seen`);
    }
  }

  function judgeNew(id: string, after: object): void {
    for (const field of fields) {
      const strange = pieces(field, own(after, field)).filter((piece) => !seen.hasAnywhere(field, piece));
      for (const piece of strange) problems.push(`${id}.${field} came as ${piece}, which was never seen`);
    }
  }

  return {
    problems,
    sees: seen.add,
    writes: written.add,
    judge({ id, by, before, after }: MadeVersion): void {
      if (by !== 'You') return;
      if (!after) problems.push(`${id} was deleted`);
      else if (before) judgeChange(id, before.value, after.value);
      else judgeNew(id, after.value);
    },
  };
}

export type Witness = ReturnType<typeof createWitness>;

/** Notes of a row's fields, by what was in them. */
function createNotes({ pieces, currentId }: WitnessOptions) {
  const notes = new Map<string, Set<string>>();
  const keyOf = (field: string, piece: unknown) => `${field} ${String(piece)}`;
  const idsOf = (field: string, piece: unknown) => notes.get(keyOf(field, piece));
  return {
    add(id: string, field: string, value: unknown): void {
      for (const piece of pieces(field, value))
        notes.set(keyOf(field, piece), (idsOf(field, piece) ?? new Set()).add(id));
    },
    has: (id: string, field: string, piece: unknown) =>
      [...(idsOf(field, piece) ?? [])].some((known) => currentId(known) === id),
    hasAnywhere: (field: string, piece: unknown) => idsOf(field, piece) !== undefined,
  };
}
