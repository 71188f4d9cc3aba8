import { expect, it } from 'vitest';
import { createEdit } from '../../src/react/session/createEdit.js';
import { editOf } from '../../src/react/session/editOf.js';
import { harbour, openNewsroom, type Article } from '../newsroom.js';

const record = { id: '1', note: 'Old', rows: [{ id: 'a', note: 'Old', count: 1 }] };

it('takes what was cleared for an edit, also where validation leaves it out, in a list too', () => {
  const raw = { id: '1', note: undefined, rows: [{ id: 'a', note: undefined, count: 1 }] };
  const valid = { id: '1', rows: [{ id: 'a', count: 1 }] };

  expect(editOf({ record, raw, valid: raw })).toEqual({ id: '1', rows: [{ id: 'a', count: 1 }] });
  expect(editOf({ record, raw, valid })).toEqual({ id: '1', rows: [{ id: 'a', count: 1 }] });
});

it('gives back what a form does not show, and what a schema cuts off', () => {
  const raw = { rows: [{ id: 'a', note: 'Old', count: 2 }, { count: 3 }] };
  const valid = { rows: [{ id: 'a', count: 2 }, { count: 3 }] };

  expect(editOf({ record, raw, valid })).toEqual({
    ...record,
    rows: [{ id: 'a', note: 'Old', count: 2 }, { count: 3 }],
  });
});

it('holds, of an edit that no form shows, fields that it takes out of the record', async () => {
  const { mine: articles, desk } = await openNewsroom({ ...harbour, price: null });
  const { tags: _tags, price: _price, ...mine } = { ...harbour, place: { city: 'Harbour' } };
  const session = createEdit(articles, { base: await desk.get('1'), mine: mine as unknown as Article });
  await session.save();

  expect((await desk.get('1')).value).toEqual(mine);
});

it('keeps what is typed into items that have one id', () => {
  for (const id of ['a', null, '']) {
    const before = { rows: [{ id, note: 'First' }] };
    const raw = { rows: [...before.rows, { id, note: 'Second' }] };
    expect(editOf({ record: before, raw, valid: raw })).toEqual(raw);
    const both = { rows: [...before.rows, { id, note: 'Two' }] };
    expect(editOf({ record: both, raw, valid: raw })).toEqual(raw);
  }
});
