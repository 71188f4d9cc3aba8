import fc from 'fast-check';
import type { Kind } from './createActing.js';
import { fields, type Field } from './fields.js';

/** One thing that happens. Row 3 is the last one of the table, the others are those of articles 1 to 3. */
export interface Act {
  readonly kind: Kind;
  readonly row?: number;
  readonly field?: Field;
  readonly value?: number;
}
type Place = Required<Omit<Act, 'kind'>>;
interface Weighted {
  readonly weight: number;
  readonly arbitrary: fc.Arbitrary<readonly Act[]>;
}

const anyPlace = fc.record<Place>({
  row: fc.constantFrom(0, 0, 0, 0, 0, 1, 1, 2, 3),
  field: fc.constantFrom('title', 'title', 'body', 'price', 'price'),
  value: fc.nat(3),
});

/** Acts that come alone, with what they need. */
const each = (toAct: (kind: Kind, place: Place) => Act) => {
  return (weight: number, ...kinds: Kind[]): Weighted => ({
    weight: weight * kinds.length,
    arbitrary: fc.tuple(fc.constantFrom(...kinds), anyPlace).map(([kind, place]) => [toAct(kind, place)]),
  });
};
const atCell = each((kind, place) => ({ kind, ...place }));
const atRow = each((kind, { row }) => ({ kind, row }));
const alone = each((kind) => ({ kind }));

/** Acts that come together more often than they would by chance, in one of some ways. Hardly one is left out, but where a failure is made small. */
const scene = (weight: number, toActs: (place: Place, way: number) => readonly Act[]): Weighted => {
  const rarelyNot = (act: Act) => fc.option(fc.constant(act), { freq: 50, nil: undefined });
  const arbitrary = fc
    .tuple(anyPlace, fc.nat(23))
    .chain(([place, way]) => fc.tuple(...toActs(place, way).map(rarelyNot)));
  return { weight, arbitrary: arbitrary.map((acts) => acts.filter((act) => act !== undefined)) };
};
/** One of the choices, by a number. */
const pick = <Choice>(number: number, first: Choice, ...others: Choice[]) =>
  others[(number % (others.length + 1)) - 1] ?? first;
/** Another field of the same row. */
const beside = ({ row, field, value }: Place): Place => ({
  row,
  field: pick(fields.indexOf(field) + 1 + (value % 2), ...fields),
  value: (value + 1) % 4,
});

const newer = (place: Place): readonly Act[] => [
  { kind: 'desk', ...place, value: (place.value + 1) % 4 },
  { kind: 'tell', row: place.row },
];
const deleted = ({ row }: Place): readonly Act[] => [
  { kind: 'deskDelete', row },
  { kind: 'tell', row },
];
const meet = (place: Place): readonly Act[] => [{ kind: 'type', ...place }, ...newer(place)];
/** What comes next comes while a save is under way. */
const behind = (place: Place, way: number): readonly Act[] => [
  { kind: pick(way, 'holdThere', 'holdBack') },
  { kind: 'type', ...place },
  { kind: 'saveAtOnce' },
];
const failing = (way: number): Act => ({ kind: pick(way, 'cut', 'lose') });
const taking = (way: number, { field }: Place): Act => ({
  kind: pick(way, 'takeMine', 'takeBoth', 'takeAllMine', 'overwrite'),
  field,
});

const common: readonly Weighted[] = [
  atCell(3, 'type', 'desk'),
  atCell(1, 'paste', 'tellLate'),
  atRow(2, 'tell'),
  alone(1, 'tellAll', 'readAgain', 'clearMarks'),
  scene(3, (place) => meet(place).slice(0, 2)),
  scene(4, meet),

  alone(3, 'save'),
  alone(1, 'saveAtOnce', 'cancel'),
  atRow(1, 'saveOne'),
  alone(1, 'holdThere', 'holdBack', 'cut', 'lose'),
  alone(4, 'letGo'),
  alone(2, 'letOne'),
  // Some rows are saved, and some are not.
  scene(4, (place) => [
    { kind: 'letGo' },
    { kind: 'type', ...place },
    { kind: 'desk', ...place },
    { kind: 'type', ...beside(place), row: (place.row + 1) % 3 },
    { kind: 'save' },
  ]),
  scene(4, behind),
  scene(2, (place, way) => [
    ...behind(place, way),
    ...newer(beside(place)),
    { kind: 'type', ...beside(place) },
  ]),
  scene(2, (place, way) => [{ kind: 'type', ...place }, failing(way), { kind: 'saveAtOnce' }]),
  // What became of it is asked for, and that is stopped.
  scene(2, (place, way) => [
    { kind: 'type', ...place },
    { kind: 'desk', ...beside(place) },
    failing(way),
    { kind: 'saveAtOnce' },
    { kind: 'holdBack' },
    { kind: 'saveAtOnce' },
    { kind: 'cancel' },
    { kind: 'letGo' },
  ]),

  atCell(5, 'open'),
  atCell(4, 'draft'),
  alone(2, 'commit'),
  alone(1, 'escape'),
  scene(3, (place) => [{ kind: 'open', ...place }, { kind: 'draft', ...place }, ...newer(place)]),

  atRow(1, 'review'),
  alone(2, 'reviewAll'),
  alone(1, 'takeAllMine', 'skip', 'keepEditing'),
  scene(2, (place) => [...meet(place), { kind: 'reviewAll' }, ...newer(place), { kind: 'takeAllMine' }]),
];

const rare: readonly Weighted[] = [
  atCell(1, 'misspell', 'openNew', 'deskSame', 'deskBack', 'takeBoth'),
  atRow(1, 'discard', 'deskDelete', 'deskRecreate'),
  alone(1, 'add', 'discardAll', 'redo', 'takeMine', 'takeTheirs', 'takeAllTheirs', 'overwrite'),
  alone(2, 'undo', 'recreate', 'copy'),
  scene(2, (_place, way) => [{ kind: 'add' }, failing(way), { kind: 'save' }]),
  // A new row gets its name while its editor is open.
  scene(3, (place) => [
    { kind: 'add' },
    { kind: 'open', ...place, row: 3 },
    { kind: 'saveAtOnce' },
    { kind: 'draft', ...place },
  ]),
  scene(2, (place) => [{ kind: 'type', ...place }, ...deleted(place)]),
  scene(1, (place) => [{ kind: 'open', ...place }, ...deleted(place)]),
  scene(4, (place, way) => [
    { kind: 'type', ...place },
    ...deleted(place),
    { kind: 'review', row: place.row },
    failing(way),
    { kind: pick(way >> 1, 'copy', 'recreate') },
    { kind: pick(way >> 1, 'copy', 'recreate') },
  ]),
  scene(2, (place, way) => [
    ...behind(place, way),
    { kind: pick(way >> 1, 'undo', 'discardAll') },
    { kind: 'letGo' },
  ]),
  scene(4, (place, way) => [
    ...meet(place),
    { kind: pick(way >> 3, 'misspell', 'tellAll', 'clearMarks'), ...beside(place) },
    { kind: 'review', row: place.row },
    ...pick(way >> 2, [], newer(place)),
    taking(way, place),
  ]),
  // It is decided behind a save, and typed into since.
  scene(3, (place, way) => [
    ...behind({ ...place, row: (place.row + 1) % 3 }, way),
    ...meet(place),
    { kind: 'review', row: place.row },
    taking(way, place),
    { kind: 'type', ...place },
  ]),
];

const inAnyOrder = (...parts: readonly Weighted[]) =>
  fc.array(fc.oneof(...parts), { minLength: 1, maxLength: 12, size: 'max' }).map((acts) => acts.flat());

/** Anything that can happen around a table's session, in any order. */
export const anyActs = inAnyOrder(...common, ...rare);

/** The part of it that leaves no doubt what all changes of a price add up to: nothing is taken back, and nothing goes. */
export const countedActs = inAnyOrder(...common);
