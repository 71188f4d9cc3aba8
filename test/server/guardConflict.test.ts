import { createResource, isConflictError, nativeDialect } from 'noclobber';
import { memoryStore } from 'noclobber/server';
import { assert, describe, expect, it } from 'vitest';
import { answerOf, guard, openGuardedTable, patchWith, record } from './guardedTable.js';
import { openServer, told } from './openServer.js';

const ben = { id: 'ben', name: 'Ben' };
const changedAt = '2026-11-21T08:00:00.000Z';
const current = { value: { id: '1', title: 'Theirs' }, version: 8, changedBy: ben, changedAt };

interface Drink {
  readonly id: string;
  readonly title: string;
  readonly text: string;
}

describe("a guard's conflict", () => {
  it('C39: shows the current record and who changed it, with the token for the next save', async () => {
    const response = await guard.conflictResponse(patchWith(), { ...record, current });

    const answer = await answerOf(response);

    expect(told(answer)).toBe('409 version-conflict');
    expect(answer.headers.get('Content-Type')).toBe('application/problem+json');
    expect(answer.headers.get('Cache-Control')).toBe('no-store');
    expect(answer.body).toMatchObject({
      status: 409,
      record: { type: 'articles', id: '1' },
      current: {
        ...current.value,
        _version: await guard.token({ ...record, version: 8 }),
        _meta: { version: '8', changedBy: ben, changedAt },
      },
    });
  });

  it('C39: answers 412 when the token came in If-Match', async () => {
    const requests = [patchWith({ 'If-Match': '"x"' }), { headers: { 'if-match': '"x"' } }];

    for (const request of requests) {
      const answer = await answerOf(await guard.conflictResponse(request, { ...record, current }));
      expect([told(answer), answer.body.status]).toEqual(['412 version-conflict', 412]);
    }
  });

  it('C38: shows what was read, where the app keeps it, and no more than is known', async () => {
    const plain = { value: { id: 1, title: 'Theirs' }, version: '8', changedAt: new Date(changedAt) };

    const response = await guard.conflictResponse(patchWith(), {
      ...record,
      current: plain,
      base: { id: 1, title: 'Tea' },
    });

    const { body } = await answerOf(response);
    expect(body.base).toEqual({ id: '1', title: 'Tea' });
    expect(body.current).toMatchObject({ id: '1' });
    expect(body.current?._meta).toEqual({ version: '8', changedAt });
  });

  it.each([[null], [undefined]])('C38: answers 404 when the row that is there now is %s', async (nothing) => {
    const response = await guard.conflictResponse(patchWith(), { ...record, current: nothing });

    expect(told(await answerOf(response))).toBe('404 not-found');
  });

  it('C38: answers 410 when the row is marked as deleted', async () => {
    const deleted = { ...current, isDeleted: true };

    const answer = await answerOf(await guard.conflictResponse(patchWith(), { ...record, current: deleted }));

    expect(told(answer)).toBe('410 record-deleted');
    expect(answer.body).toMatchObject({ deletedBy: ben, deletedAt: changedAt, last: current.value });
    expect(answer.body).not.toHaveProperty('current');
  });

  it.each([
    ['428 token-required', {}],
    ['428 token-required', { 'If-Match': '*' }],
    ['400 token-malformed', { 'If-Match': '"7"' }],
    ['412 token-weak', { 'If-Match': 'W/"x"' }],
    ['412 token-wrong-record', { 'If-Match': 'OTHER' }],
    ['412 version-conflict', { 'If-Match': 'STALE' }],
  ])("C39: is the checker's own: %s after %j", async (refusal, sent: Record<string, string>) => {
    const { call } = openServer(memoryStore());
    const { body: read } = await call('POST', '/articles', { id: '1', title: 'Tea' });
    const { body: other } = await call('POST', '/articles', { id: '2' });
    const { body: now } = await call('PATCH', '/articles/1?meta=1', { title: 'B', _version: read._version });
    const tags: Record<string, string> = { OTHER: `"${other._version}"`, STALE: `"${read._version}"` };
    const headers = Object.fromEntries(Object.entries(sent).map(([name, tag]) => [name, tags[tag] ?? tag]));
    const request = patchWith(headers);

    const byChecker = await call('PATCH', '/articles/1', { title: 'C' }, headers);
    const expected = await guard.expectedVersion(request, record);
    const byGuard = await answerOf(
      expected instanceof Response
        ? expected
        : await guard.conflictResponse(request, {
            ...record,
            current: { value: { id: '1', title: 'B' }, version: 2, changedBy: someone, changedAt: at(now) },
            base: { id: '1', title: 'Tea' },
          }),
    );

    const { instance, ...body } = byGuard.body;
    expect(byChecker.body).toMatchObject(body);
    expect([told(byGuard), told(byChecker)]).toEqual([refusal, refusal]);
    expect(instance).toMatch(/^urn:uuid:/);
    expect(byGuard.headers.get('Content-Type')).toBe(byChecker.headers.get('Content-Type'));
  });

  it.each(['body', 'if-match'] as const)(
    'C37, C38: reaches the app as a ConflictError with base, mine and theirs, without configuration (%s)',
    async (carrier) => {
      const { fetch } = openGuardedTable();
      const drinks = createResource<Drink>({
        url: 'http://localhost/articles',
        fetch,
        dialect: nativeDialect({ carrier }),
      });
      const base = await drinks.get('1');
      const theirs = await drinks.save({ base, mine: { ...base.value, title: 'Coffee' } });
      const mine = { ...base.value, title: 'Water' };

      const error: unknown = await drinks.save({ base, mine }).catch((cause: unknown) => cause);

      assert(isConflictError<Drink>(error) && error.conflict.kind === 'modified');
      expect(error.conflict).toMatchObject({ base, mine, theirs });
      expect(await drinks.save({ base: error.conflict.theirs, mine })).toMatchObject({ value: mine });
    },
  );

  it('C38: is a deletion where the row is gone', async () => {
    const { fetch } = openGuardedTable();
    const drinks = createResource<Drink>({ url: 'http://localhost/articles', fetch });
    const base = await drinks.get('1');
    await drinks.remove({ base });
    const mine = { ...base.value, title: 'Water' };

    const error: unknown = await drinks.save({ base, mine }).catch((cause: unknown) => cause);

    assert(isConflictError<Drink>(error));
    expect(error.conflict).toMatchObject({ kind: 'deleted', base, mine });
  });

  it("C32: is shown whole after another key's token too: the client reads what is stored now", async () => {
    const { fetch } = openGuardedTable();
    const drinks = createResource<Drink>({ url: 'http://localhost/articles', fetch });
    const read = await drinks.get('1');
    const other = await guard.token({ ...record, id: '2', version: 7 });
    const mine = { ...read.value, title: 'Water' };

    const error: unknown = await drinks
      .save({ base: { ...read, token: other }, mine })
      .catch((cause: unknown) => cause);

    assert(isConflictError<Drink>(error));
    expect(error.conflict).toMatchObject({ kind: 'modified', mine, theirs: read });
  });
});

const someone = { id: 'Someone', name: 'Someone' };

/** When the checker made the record that it shows. */
function at({ _meta }: Readonly<Record<string, unknown>>): string {
  assert(typeof _meta === 'object' && _meta !== null && 'changedAt' in _meta);
  return String(_meta.changedAt);
}
