import { isConflictError, type NewRecord, type RecordValue, type Resource } from '../client/index.js';
import { isEqual, type Versioned } from '../core/index.js';
import { race } from './race.js';

export interface ConformanceTarget<T extends RecordValue> {
  /** The records under test. Every case makes its own. */
  readonly resource: Pick<Resource<T>, 'create' | 'get' | 'save' | 'remove'>;
  /** Makes a record that the server takes. */
  readonly newRecord: () => NewRecord<T>;
  /** Makes another valid state of a record; another one for every number. */
  readonly edit: (value: T, number: number) => T;
}

export interface ConformanceCase {
  readonly name: string;
  /** Throws what is wrong, why it matters and what to do. */
  readonly run: () => Promise<void>;
}

/**
 * Gives the cases that a server has to pass so that no update is lost, for your own records and in your own test runner.
 *
 * @example
 * for (const { name, run } of conformanceCases({ resource: articles, newRecord, edit })) it(name, run)
 */
export function conformanceCases<T extends RecordValue>({
  resource,
  newRecord,
  edit,
}: ConformanceTarget<T>): readonly ConformanceCase[] {
  const create = () => resource.create(newRecord());
  const saveOver = (base: Versioned<T>, number: number) =>
    resource.save({ base, mine: edit(base.value, number) });
  const isStored = async ({ value }: Versioned<T>) => isEqual((await resource.get(value.id)).value, value);

  return [
    {
      name: 'a new record has a token, and so has the same record when it is read',
      async run() {
        const made = await create();
        const read = await resource.get(made.value.id);
        check(
          made.token !== '' && read.token !== '',
          'A record came without its token, so that no write of it can be checked. Send the version with every record.',
        );
        check(
          made.token === read.token,
          'The token changed though nobody saved, so that every edit would end in a conflict. Make the token of the version alone.',
        );
      },
    },
    {
      name: 'a save gives another token, and what it answers is what is stored',
      async run() {
        const made = await create();
        const saved = await saveOver(made, 1);
        check(
          saved.token !== made.token,
          'A save kept the token, so that the next one can’t tell what it replaces. Give every version a token of its own.',
        );
        check(
          await isStored(saved),
          'The answer to a save is not what is stored, so that people go on from something that never was. Answer with the stored record.',
        );
      },
    },
    {
      name: 'a save over a version that somebody replaced is refused, and theirs stays',
      async run() {
        const base = await create();
        const theirs = await saveOver(base, 1);
        const conflict = conflictIn(await failureOf(saveOver(base, 2)));
        check(
          await isStored(theirs),
          'A refused save changed the record all the same. Check and write in one statement.',
        );
        check(
          conflict.kind === 'modified' && conflict.theirs.token === theirs.token,
          'The conflict does not show what is stored now, so that nobody can merge with it. Answer with the current record and its token.',
        );
      },
    },
    {
      name: 'of 20 saves from one version exactly one is done',
      async run() {
        const base = await create();
        const { won, lost } = await race(20, (number) => saveOver(base, number + 1));
        check(
          won.length === 1,
          `${won.length} of 20 saves from one version were done, so that all but the last are lost. Check and write in one statement.`,
        );
        lost.forEach(conflictIn);
      },
    },
    {
      name: 'a deletion of a version that somebody replaced is refused',
      async run() {
        const base = await create();
        const theirs = await saveOver(base, 1);
        conflictIn(await failureOf(resource.remove({ base })));
        check(
          await isStored(theirs),
          'A refused deletion deleted the record all the same. Check and delete in one statement.',
        );
      },
    },
    {
      name: 'a save of a deleted record does not bring it back',
      async run() {
        const base = await create();
        await resource.remove({ base });
        await failureOf(saveOver(base, 1));
        await failureOf(resource.get(base.value.id));
      },
    },
  ];
}

async function failureOf(work: Promise<unknown>): Promise<unknown> {
  try {
    await work;
  } catch (error) {
    return error;
  }
  throw new Error(
    'The server did what it had to refuse: somebody’s change is lost without a word. Check the token of every write.',
  );
}

function conflictIn(error: unknown) {
  if (isConflictError(error)) return error.conflict;
  throw new Error(
    'The server refused a stale write with something that is no conflict, so that nobody is asked. Answer 409 or 412, in the words of the resource’s dialect.',
    { cause: error },
  );
}

function check(isRight: boolean, message: string): void {
  if (!isRight) throw new Error(message);
}
