import fc from 'fast-check';
import { fields, type Field } from './items.js';

/** Texts in cells, line by line. */
export type Block = readonly (readonly string[])[];

/** What hands do with a key, a pointer or a button. */
export type HandAct =
  | { readonly kind: (typeof plainActs)[number] }
  | { readonly kind: 'click' | 'extend'; readonly row: number; readonly column: number }
  | { readonly kind: 'move'; readonly rows: number; readonly columns: number }
  | { readonly kind: 'type' | 'change' | 'add'; readonly text: string }
  | { readonly kind: 'paste'; readonly block: Block }
  | { readonly kind: 'choose'; readonly row: number; readonly isRange: boolean }
  | { readonly kind: 'sort'; readonly field: Field }
  | { readonly kind: 'filter'; readonly text: string };

/** What comes over the line, whatever hands are doing. */
export type OthersAct =
  | { readonly kind: 'answer' }
  | { readonly kind: 'theySave'; readonly row: number; readonly field: Field; readonly sample: number }
  | { readonly kind: 'theyDelete' | 'theyTakeOut' | 'theyLock'; readonly row: number }
  | { readonly kind: 'theyInsert'; readonly sample: number; readonly to: number }
  | { readonly kind: 'theyMove'; readonly row: number; readonly to: number };

export type Act = HandAct | OthersAct;

const writing = ['clear', 'fillDown', 'toggle'] as const;
const clipping = ['copy', 'copy', 'cut', 'pasteCopied'] as const;
const turning = ['undo', 'undo', 'redo', 'redo', 'discard'] as const;
const inEditor = ['edit', 'commit', 'escape'] as const;
const saving = ['send', 'save'] as const;
const overAll = ['extendOver', 'chooseAll'] as const;
const plainActs = [...writing, ...clipping, ...turning, ...inEditor, ...saving, ...overAll] as const;

const text = fc.constantFrom(
  '',
  'a',
  'b c',
  '7',
  '-5',
  '-5',
  'TRUE',
  'no',
  'Sport',
  '2027-01-01',
  '6 kg',
  'a\n"b"\tc',
);
const place = fc.nat(5);
/** Mostly one that takes text. */
const column = fc.oneof(fc.constantFrom(1, 1, 1, 3, 3, 4, 4, 5, 6, 8), fc.nat(8));
const step = fc.integer({ min: -1, max: 1 });
const field = fc.constantFrom<Field>('name', 'name', ...fields);
const sample = fc.nat(2);
const is = <const K extends string>(...kinds: readonly K[]) => fc.constantFrom(...kinds);
/** Its lines may be of different lengths. */
const block = fc.array(fc.array(text, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 3 });

const handAct = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: is('click'), row: fc.integer({ min: -1, max: 5 }), column }) },
  { weight: 4, arbitrary: fc.record({ kind: is('extend'), row: place, column }) },
  { weight: 2, arbitrary: fc.record({ kind: is('move'), rows: step, columns: step }) },
  { weight: 8, arbitrary: fc.record({ kind: is('type', 'type', 'type', 'change'), text }) },
  { weight: 4, arbitrary: fc.record({ kind: is(...inEditor) }) },
  { weight: 4, arbitrary: fc.record({ kind: is('paste'), block }) },
  { weight: 4, arbitrary: fc.record({ kind: is(...clipping) }) },
  { weight: 5, arbitrary: fc.record({ kind: is(...writing) }) },
  { weight: 6, arbitrary: fc.record({ kind: is(...turning) }) },
  { weight: 4, arbitrary: fc.record({ kind: is(...saving) }) },
  { weight: 3, arbitrary: fc.record({ kind: is('add'), text }) },
  { weight: 1, arbitrary: fc.record({ kind: is(...overAll) }) },
  { weight: 3, arbitrary: fc.record({ kind: is('choose'), row: place, isRange: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ kind: is('sort'), field }) },
  { weight: 1, arbitrary: fc.record({ kind: is('filter'), text: is('', '', 'a') }) },
);

const othersAct = fc.oneof(
  { weight: 3, arbitrary: fc.record({ kind: is('answer') }) },
  { weight: 4, arbitrary: fc.record({ kind: is('theySave'), row: place, field, sample }) },
  { weight: 3, arbitrary: fc.record({ kind: is('theyDelete'), row: place }) },
  { weight: 2, arbitrary: fc.record({ kind: is('theyTakeOut', 'theyLock'), row: place }) },
  { weight: 2, arbitrary: fc.record({ kind: is('theyInsert'), sample, to: place }) },
  { weight: 1, arbitrary: fc.record({ kind: is('theyMove'), row: place, to: place }) },
);

export const anyActs: fc.Arbitrary<Act[]> = fc.array(
  fc.oneof({ weight: 2, arbitrary: handAct }, { weight: 1, arbitrary: othersAct }),
  { maxLength: 40, size: 'max' },
);

export function isOthers(act: Act): act is OthersAct {
  return act.kind === 'answer' || act.kind.startsWith('they');
}

/** It is done in the open editor; before all else hands leave that, which takes what it holds. */
export function isInEditor({ kind }: Act): boolean {
  return kind === 'change' || kind === 'commit' || kind === 'escape';
}
