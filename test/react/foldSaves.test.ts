import { describe, expect, it } from 'vitest';
import { foldSaves } from '../../src/react/form/foldSaves.js';
import { harbour, openNewsroom, type Article } from '../newsroom.js';

describe('several queued saves of one record', () => {
  it('F8: come to one edit that keeps what others wrote and was merged into the first', async () => {
    const { desk } = await openNewsroom();
    const { token } = await desk.get('1');
    const save = (base: Partial<Article>, mine: Partial<Article>) => ({
      userId: 'You',
      url: '/articles',
      id: '1',
      order: '',
      form: '',
      state: 'conflict' as const,
      base: { token, value: { ...harbour, ...base } },
      mine: { ...harbour, ...mine },
      isForced: false,
      isReplacement: false,
      idempotencyKey: '',
    });
    const first = save({ body: 'Theirs' }, { body: 'Theirs', title: 'A' });
    const second = save({ title: 'A' }, { title: 'A', price: 2 });

    expect(foldSaves([first, second], undefined)).toEqual({
      base: first.base,
      mine: { ...harbour, body: 'Theirs', title: 'A', price: 2 },
    });
  });
});
