import { act, renderHook } from '@testing-library/react';
import { useForm } from 'react-hook-form';
import { expect, it } from 'vitest';
import { snapshotOf } from '../../src/react/session/snapshotOf.js';

it("gives a form's values as they are at that moment, whatever is typed later, and what holds nothing as undefined", () => {
  const { result } = renderHook(() =>
    useForm({ defaultValues: { note: { text: 'old' }, rows: [{ product: 'tea' }], day: undefined } }),
  );
  act(() => {
    result.current.register('note.text');
    result.current.register('rows.0.product');
  });
  const sent = snapshotOf(result.current.getValues());
  act(() => {
    result.current.setValue('note.text', 'new');
    result.current.setValue('rows.0.product', 'milk');
  });

  expect(sent).toStrictEqual({ note: { text: 'old' }, rows: [{ product: 'tea' }], day: undefined });
  expect(snapshotOf(result.current.getValues())).toStrictEqual({
    note: { text: 'new' },
    rows: [{ product: 'milk' }],
    day: undefined,
  });
});
