import type { VersionToken } from 'noclobber';
import { expect, it } from 'vitest';
import { withoutSecrets } from '../../src/react/session/withoutSecrets.js';

const version = (pin: string) => ({ token: 'v1' as VersionToken, value: { id: '1', name: 'Ann', pin } });
const edit = {
  base: version('old pin'),
  mine: { id: '1', name: 'Anna', pin: 'my pin' },
  review: {
    theirs: version('their pin'),
    choices: [
      { path: ['pin'], value: 'chosen pin' },
      { path: ['name'], pick: 'mine' as const },
    ],
  },
};

it('leaves secret fields out of everything that is kept of an edit', () => {
  const kept = withoutSecrets(edit, { secret: ['pin'], unsaved: ['name', 'pin'] });

  expect(JSON.stringify(kept)).not.toContain('pin');
  expect(kept).toMatchObject({ base: { token: 'v1' }, mine: { id: '1', name: 'Anna' } });
  expect(kept?.review?.choices).toEqual([{ path: ['name'], pick: 'mine' }]);
});

it('keeps nothing where only secret fields are unsaved', () => {
  expect(withoutSecrets(edit, { secret: ['pin'], unsaved: ['pin'] })).toBeNull();
});
