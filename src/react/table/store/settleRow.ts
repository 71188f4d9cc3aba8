import {
  isInvalidRecordError,
  isLockedError,
  isResponseError,
  type RowOutcome,
} from '../../../client/index.js';
import { isEqual, own, type Versioned } from '../../../core/index.js';
import { newest } from '../../newest.js';
import { again, type MeetOptions } from './changeRow.js';
import { isDirty, none, type CellFault, type EditedRow } from './editedRow.js';

export interface SettleOptions<T> extends MeetOptions<T> {
  readonly isWaiting: boolean;
}

/** What an answer does away with. */
const answered = {
  sent: undefined,
  conflict: undefined,
  choices: undefined,
  outcome: undefined,
  error: undefined,
};

/** Takes what became of a row's save into the row. What was typed since it was sent stays. */
export function settleRow<T>(
  row: EditedRow<T>,
  outcome: RowOutcome<T>,
  options: SettleOptions<T>,
): EditedRow<T> {
  if (outcome.kind === 'saved') return saved(row, outcome, options);
  const rest = {
    ...row,
    ...answered,
    // What was typed back while it was on its way is no edit any more.
    edits: row.edits === row.sent ? row.edits : changedFrom(row.base.value, row.edits),
  };
  switch (outcome.kind) {
    case 'conflict': {
      const { conflict } = outcome;
      if (conflict.kind === 'deleted')
        return { ...rest, deletion: conflict.change ? { change: conflict.change } : {} };
      // Its base stays: that of the conflict may be what was merged on the way, which nobody has seen.
      // It is there: if it was deleted, somebody has recreated it.
      const met = { ...rest, latest: newest(row.latest, conflict.theirs), deletion: undefined };
      return isDirty(met) ? { ...met, conflict: 'refused' } : again(met, options);
    }
    case 'refused':
      return { ...again(rest, options), ...refusal(outcome.error, row) };
    default:
      // What was not answered may be saved: the row waits for the answer.
      return options.isWaiting ? row : again(rest, options);
  }
}

/** The edits that are not what was there before. */
function changedFrom<T>(value: T, edits: EditedRow<T>['edits']): EditedRow<T>['edits'] {
  return Object.fromEntries(
    Object.entries(edits).filter(([field, edit]) => !isEqual(own(value, field), edit)),
  );
}

function saved<T>(
  row: EditedRow<T>,
  { record, theirs, changes }: RowOutcome<T> & { readonly kind: 'saved' },
  options: MeetOptions<T>,
): EditedRow<T> {
  const { sent = none } = row;
  const latest = newest(row.latest, record);
  // What others saved has come with it: whoever typed since has not seen that.
  const base = theirs
    ? { ...row.base, value: { ...row.base.value, ...sent } }
    : newBase(row, { record, latest });
  const now = theirs ? record : base;
  const isStill = ([field, value]: [string, unknown]) =>
    !(Object.hasOwn(sent, field) && isEqual(sent[field], value)) && !isEqual(own(now.value, field), value);
  const followed = changes.flatMap(({ kind, path }) => (kind === 'theirs' ? String(path[0]) : []));
  return again(
    {
      ...row,
      ...answered,
      base,
      latest,
      edits: row.edits === sent ? none : Object.fromEntries(Object.entries(row.edits).filter(isStill)),
      outcome: 'saved',
      // A deletion that was told of during a save that succeeded came after it.
      deletion: row.sent && row.deletion,
      isNew: undefined,
      updated: followed.length > 0 ? [...new Set(followed)] : row.updated,
    },
    options,
  );
}

/** What was saved; but of a field that others have changed since, and a person has typed into or opened, the value that this was done over. */
function newBase<T>(
  { base, edits, sent = none, open }: EditedRow<T>,
  { record, latest }: Readonly<Record<'record' | 'latest', Versioned<T>>>,
): Versioned<T> {
  const isChanged = (field: string) => !isEqual(own(latest.value, field), own(record.value, field));
  const typed = Object.keys(open === undefined ? edits : { ...edits, [open]: true });
  const fields = typed.filter((field) => !Object.hasOwn(sent, field) && isChanged(field));
  if (fields.length === 0) return record;
  const over = Object.fromEntries(fields.map((field) => [field, own(base.value, field)]));
  return { ...record, value: { ...record.value, ...over } };
}

function refusal<T>(error: Error, { faults, edits, sent = edits }: EditedRow<T>): Partial<EditedRow<T>> {
  if (isInvalidRecordError(error)) {
    // It says nothing of what was typed since.
    const isStill = (field: string) =>
      faults[field]?.text === undefined &&
      (!Object.hasOwn(sent, field) || isEqual(edits[field], sent[field]));
    const found = error.errors.flatMap(({ pointer, message }): (readonly [string, CellFault])[] => {
      const field = fieldAt(pointer);
      return isStill(field) ? [[field, { message, isRefusal: true }]] : [];
    });
    return { faults: { ...faults, ...Object.fromEntries(found) }, error };
  }
  if (isLockedError(error)) return { outcome: 'locked', error };
  const isDenied = isResponseError(error) && (error.status === 401 || error.status === 403);
  return { outcome: isDenied ? 'not-allowed' : 'failed', error };
}

function fieldAt(pointer: string): string {
  return (pointer.split('/')[1] ?? '').replaceAll('~1', '/').replaceAll('~0', '~');
}
