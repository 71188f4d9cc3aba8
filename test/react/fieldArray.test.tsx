import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { render, screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { createResource, recordKey, type Resource } from 'noclobber';
import { useVersionedForm } from 'noclobber/form';
import { externalEdit } from 'noclobber/testing';
import { describe, expect, it } from 'vitest';
import { useFieldArray } from 'react-hook-form';
import { openNewsroom } from '../newsroom.js';

interface Order {
  readonly id: string;
  readonly note: string;
  readonly rows: readonly { readonly id: string; readonly product: string }[];
}

function OrderForm({ orders }: { readonly orders: Resource<Order> }) {
  const form = useVersionedForm(orders, 'order');
  const rows = useFieldArray({ control: form.control, name: 'rows', keyName: 'key' });
  return (
    <form aria-label="Order" onSubmit={form.save}>
      <p data-testid="status">{form.status}</p>
      <p data-testid="unsaved">{form.unsaved.join(' ')}</p>
      <input aria-label="Note" {...form.register('note')} />
      {rows.fields.map((row, index) => (
        <input
          key={row.key}
          aria-label={`Product ${index + 1}`}
          {...form.register(`rows.${index}.product`)}
        />
      ))}
      <button type="button" onClick={() => rows.append({ id: 'mine', product: '' })}>
        Add
      </button>
      <button>Save</button>
    </form>
  );
}

async function openOrder() {
  const { fetch } = await openNewsroom();
  const orders = createResource<Order>({ url: 'http://newsroom.test/articles', fetch });
  await orders.create({ id: 'order', note: '', rows: [{ id: 'a', product: 'Tea' }] });
  const queryClient = new QueryClient();
  render(
    <QueryClientProvider client={queryClient}>
      <OrderForm orders={orders} />
    </QueryClientProvider>,
  );
  await waitFor(() => expect(screen.getByTestId('status')).toHaveTextContent('ready'));
  const refetch = () => queryClient.invalidateQueries({ queryKey: recordKey(orders, 'order') });
  return { orders, refetch, user: userEvent.setup() };
}

const products = () =>
  screen.getAllByRole('textbox', { name: /^Product/ }).map((input) => (input as HTMLInputElement).value);

describe('useVersionedForm with a field array', () => {
  it('shows the rows that were loaded, saves one more, and has nothing left to save', async () => {
    const { orders, user } = await openOrder();
    expect(products()).toEqual(['Tea']);
    await user.click(screen.getByRole('button', { name: 'Add' }));
    await user.type(screen.getByRole('textbox', { name: 'Product 2' }), 'Coffee');
    expect(screen.getByTestId('unsaved')).toHaveTextContent('rows');
    await user.click(screen.getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(screen.getByTestId('status')).toHaveTextContent('saved'));

    expect((await orders.get('order')).value.rows.map(({ product }) => product)).toEqual(['Tea', 'Coffee']);
    expect(products()).toEqual(['Tea', 'Coffee']);
    expect(screen.getByTestId('unsaved')).toBeEmptyDOMElement();
  });

  it('shows rows that others added while other fields are edited, and adds to them', async () => {
    const { orders, user, refetch } = await openOrder();
    await user.type(screen.getByRole('textbox', { name: 'Note' }), 'Mine');
    await externalEdit(orders, 'order', (order) => ({
      ...order,
      rows: [...order.rows, { id: 'b', product: 'Milk' }],
    }));
    await refetch();
    await waitFor(() => expect(products()).toEqual(['Tea', 'Milk']));
    await user.click(screen.getByRole('button', { name: 'Add' }));
    expect(products()).toEqual(['Tea', 'Milk', '']);
    await user.type(screen.getByRole('textbox', { name: 'Product 3' }), 'Salt');
    await user.click(screen.getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(screen.getByTestId('status')).toHaveTextContent('saved'));

    const { note, rows } = (await orders.get('order')).value;
    expect([note, ...rows.map(({ product }) => product)]).toEqual(['Mine', 'Tea', 'Milk', 'Salt']);
  });
});
