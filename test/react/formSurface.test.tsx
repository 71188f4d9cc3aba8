import { act, screen, waitFor } from '@testing-library/react';
import { recordKey, type Resource } from 'noclobber';
import { useVersionedForm, type VersionedForm, type VersionedFormOptions } from 'noclobber/form';
import { externalEdit } from 'noclobber/testing';
import { useState } from 'react';
import { Controller, useFieldArray, type FieldErrors } from 'react-hook-form';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { harbour, openNewsroom, type Article } from '../newsroom.js';
import { renderPage } from './renderPage.js';

interface EditorProps {
  readonly articles: Resource<Article>;
  readonly id?: string | null;
  readonly options?: VersionedFormOptions<Article>;
  readonly onRender?: (form: VersionedForm<Article>) => void;
}

/** A form that uses what React Hook Form has: registered, nested and controlled fields, a list of plain texts. */
function Editor({ articles, id = '1', options, onRender }: EditorProps) {
  const form = useVersionedForm(articles, id, options);
  onRender?.(form);
  const [isShown, setShown] = useState(true);
  return (
    <form aria-label="Article" onSubmit={form.save}>
      <p data-testid="status">{form.status}</p>
      <p data-testid="unsaved">{form.unsaved.join(' ')}</p>
      <input aria-label="Title" {...form.register('title')} />
      {isShown && <input aria-label="City" {...form.register('place.city')} />}
      <input
        aria-label="Street"
        {...form.register('place.street', { setValueAs: (text) => text || undefined })}
      />
      <Controller
        control={form.control}
        name="price"
        render={({ field }) => (
          <input
            aria-label="Price"
            value={field.value ?? ''}
            onChange={(event) => field.onChange(Number(event.target.value))}
          />
        )}
      />
      {form.formState.errors.title && <p role="alert">{form.formState.errors.title.message}</p>}
      <button type="button" onClick={() => setShown(!isShown)}>
        Toggle
      </button>
      <button>Save</button>
    </form>
  );
}

type Answer = (request: Request, serve: (request: Request) => Promise<Response>) => Promise<Response>;

async function openEditor(options?: VersionedFormOptions<Article>, id: string | null = '1') {
  const newsroom = await openNewsroom();
  let answer: Answer = (request, serve) => serve(request);
  const writes: string[] = [];
  const articles = newsroom.articlesOf('You', {
    fetch(request) {
      if (request.method !== 'GET') writes.push(request.headers.get('Idempotency-Key') ?? '');
      return answer(request, newsroom.fetch);
    },
  });
  const shown: { form?: VersionedForm<Article> } = {};
  const page = renderPage(
    <Editor articles={articles} id={id} options={options} onRender={(form) => (shown.form = form)} />,
  );
  await status('ready');
  const form = () => {
    if (!shown.form) throw new Error('The form was not rendered.');
    return shown.form;
  };
  const refetch = () => act(() => page.queryClient.invalidateQueries({ queryKey: recordKey(articles, '1') }));
  return {
    ...newsroom,
    ...page,
    articles,
    writes,
    form,
    refetch,
    /** Answers in the server's place, which is handed on. */
    answerWith: (next: Answer) => (answer = next),
  };
}

/** A gate for answers: closed until it is let go. */
function gate() {
  let letGo = () => {};
  const open = new Promise<void>((resolve) => (letGo = resolve));
  return { open, letGo };
}

const status = (expected: string) =>
  waitFor(() => expect(screen.getByTestId('status')).toHaveTextContent(expected));
const unsaved = () => screen.getByTestId('unsaved').textContent;
const field = (name: string) => screen.getByRole('textbox', { name });
const save = () => screen.getByRole('button', { name: 'Save' });

describe('useVersionedForm has React Hook Form’s whole surface', () => {
  it('takes a field that gives undefined for an empty text out of the record, and keeps it empty until then', async () => {
    const { user, desk, refetch } = await openEditor();
    await user.clear(field('Street'));
    expect(unsaved()).toBe('place');
    await externalEdit(desk, '1', (article) => ({ ...article, title: 'Theirs' }));
    await refetch();
    await waitFor(() => expect(field('Title')).toHaveValue('Theirs'));
    await externalEdit(desk, '1', (article) => ({ ...article, title: 'Theirs again' }));
    await refetch();
    await waitFor(() => expect(field('Title')).toHaveValue('Theirs again'));
    expect(field('Street')).toHaveValue('');
    expect(unsaved()).toBe('place');
    await user.click(save());
    await status('saved');

    expect((await desk.get('1')).value.place).toEqual({ city: 'Harbour' });
    expect(unsaved()).toBe('');
  });

  it('empties a field that others took out of the record, and doesn’t bring it back', async () => {
    const { user, desk, refetch } = await openEditor();
    await externalEdit(
      desk,
      '1',
      ({ price: _price, ...article }) => ({ ...article, place: { city: 'Harbour' } }) as Article,
    );
    await refetch();
    await waitFor(() => expect(field('Street')).toHaveValue(''));
    expect(field('Price')).toHaveValue('');
    expect(unsaved()).toBe('');
    await user.type(field('Title'), '!');
    await user.click(save());
    await status('saved');

    expect((await desk.get('1')).value.place).toEqual({ city: 'Harbour' });
    expect((await desk.get('1')).value).not.toHaveProperty('price');
  });

  it.each([undefined, null])('empties the inputs of a group that others made %s', async (place) => {
    const { user, desk, refetch } = await openEditor();
    await externalEdit(desk, '1', (article) => ({ ...article, place }) as unknown as Article);
    await refetch();
    await waitFor(() => expect(field('City')).toHaveValue(''));
    expect(field('Street')).toHaveValue('');
    expect(unsaved()).toBe('');
    await externalEdit(desk, '1', (article) => ({ ...article, place: harbour.place }));
    await refetch();
    await waitFor(() => expect(field('City')).toHaveValue('Harbour'));
    await user.type(field('City'), '!');
    await user.click(save());
    await status('saved');

    expect((await desk.get('1')).value.place).toEqual({ ...harbour.place, city: 'Harbour!' });
  });

  it('merges nested fields one by one', async () => {
    const { user, desk, refetch } = await openEditor();
    await user.type(field('City'), ' North');
    await externalEdit(desk, '1', (article) => ({
      ...article,
      place: { city: 'Harbour', street: 'Quay 2' },
    }));
    await refetch();
    await waitFor(() => expect(field('Street')).toHaveValue('Quay 2'));
    expect(field('City')).toHaveValue('Harbour North');
    await user.click(save());
    await status('saved');

    expect((await desk.get('1')).value.place).toEqual({ city: 'Harbour North', street: 'Quay 2' });
  });

  it('lets a controlled field follow, and saves it', async () => {
    const { user, desk, refetch } = await openEditor();
    await externalEdit(desk, '1', (article) => ({ ...article, price: 210 }));
    await refetch();
    await waitFor(() => expect(field('Price')).toHaveValue('210'));
    await user.type(field('Price'), '5');
    expect(unsaved()).toBe('price');
    await user.click(save());
    await status('saved');

    expect((await desk.get('1')).value.price).toBe(2105);
  });

  it('keeps what was typed into a field that is not on screen any more', async () => {
    const { user, desk } = await openEditor();
    await user.type(field('City'), ' North');
    await user.click(screen.getByRole('button', { name: 'Toggle' }));
    await user.click(save());
    await status('saved');

    expect((await desk.get('1')).value.place?.city).toBe('Harbour North');
  });

  it('saves what a resolver makes of the fields, and nothing that it refuses', async () => {
    const schema = z.object({ title: z.string().trim().min(3, 'Too short') });
    const { user, desk } = await openEditor({
      resolver: (values) => {
        const read = schema.safeParse(values);
        const errors: FieldErrors<Article> = { title: { type: 'custom', message: 'Too short' } };
        // The schema knows only a part of the record.
        return read.success ? { values: read.data as Article, errors: {} } : { values: {}, errors };
      },
    });
    await user.clear(field('Title'));
    await user.click(save());
    expect(await screen.findByRole('alert')).toHaveTextContent('Too short');
    await user.type(field('Title'), ' Ferry ');
    await user.click(save());
    await status('saved');

    expect((await desk.get('1')).value).toEqual({ ...harbour, title: 'Ferry' });
  });

  it('U6: fetches a new record’s defaults once, and never over what was typed meanwhile', async () => {
    let calls = 0;
    let answer: (defaults: Article) => void = () => {};
    const { articlesOf } = await openNewsroom();
    const defaultValues = () => {
      calls += 1;
      return new Promise<Article>((resolve) => (answer = resolve));
    };
    const { user } = renderPage(
      <Editor articles={articlesOf('You')} id={null} options={{ defaultValues }} />,
    );
    await status('loading');
    await user.type(field('Title'), 'Typed early');
    await act(async () => answer({ ...harbour, title: 'A default', price: 5 }));
    await status('ready');

    expect(calls).toBe(1);
    expect(field('Title')).toHaveValue('Typed early');
    expect(field('Price')).toHaveValue('5');
    expect(unsaved()).toBe('title');
  });

  it('U6: an older answer never replaces a newer one', async () => {
    const { form, queryClient, articles, desk, refetch } = await openEditor();
    const old = await desk.get('1');
    await externalEdit(desk, '1', (article) => ({ ...article, title: 'Newer' }));
    await refetch();
    await waitFor(() => expect(field('Title')).toHaveValue('Newer'));
    await act(async () => queryClient.setQueryData(recordKey(articles, '1'), old));

    expect(field('Title')).toHaveValue('Newer');
    expect(form().record).toMatchObject({ change: { version: '2' } });
  });

  it('U1, U10: knows what was typed without anybody reading formState', async () => {
    const { user, desk, refetch } = await openEditor();
    await user.type(field('Title'), '!');
    await externalEdit(desk, '1', (article) => ({ ...article, title: 'Theirs', price: 1 }));
    await refetch();
    await waitFor(() => expect(field('Price')).toHaveValue('1'));

    expect(field('Title')).toHaveValue(`${harbour.title}!`);
    expect(unsaved()).toBe('title');
  });

  it('U4: after a save only what was typed meanwhile is dirty', async () => {
    const { user, form, answerWith } = await openEditor();
    const { open, letGo } = gate();
    answerWith(async (request, serve) => {
      if (request.method !== 'GET') await open;
      return serve(request);
    });
    expect(form().formState.dirtyFields).toEqual({});
    await user.type(field('Title'), '!');
    await user.click(save());
    await status('saving');
    await user.type(field('Street'), 'a');
    letGo();
    await status('ready');

    expect(form().formState.dirtyFields).toEqual({ place: { street: true } });
    expect(unsaved()).toBe('place');
    await user.click(save());
    await status('saved');
    expect(form().formState.isDirty).toBe(false);
    expect(form().formState.dirtyFields).toEqual({});
    expect(unsaved()).toBe('');
  });

  it('U4: what the server normalised is not dirty', async () => {
    const { user, form, answerWith, desk } = await openEditor();
    answerWith(async (request, serve) => {
      if (request.method !== 'PATCH') return serve(request);
      const { title, ...patch } = await request.clone().json();
      const body = JSON.stringify({ ...patch, title: title.trim() });
      return serve(new Request(request, { method: 'PATCH', body }));
    });
    expect(form().formState.isDirty).toBe(false);
    await user.type(field('Title'), '!  ');
    await user.click(save());
    await status('saved');

    expect((await desk.get('1')).value.title).toBe(`${harbour.title}!`);
    expect(field('Title')).toHaveValue(`${harbour.title}!`);
    expect(form().formState.isDirty).toBe(false);
    expect(form().formState.dirtyFields).toEqual({});
    expect(unsaved()).toBe('');
  });

  it('F4: a save’s answer that comes after a newer version takes nothing back', async () => {
    const { user, form, answerWith, desk, refetch } = await openEditor();
    const { open, letGo } = gate();
    answerWith(async (request, serve) => {
      const response = await serve(request);
      if (request.method !== 'GET') await open;
      return response;
    });
    await user.type(field('Title'), ' first');
    await user.click(save());
    await status('saving');
    await waitFor(async () => expect((await desk.get('1')).change?.version).toBe('2'));
    const newer = await externalEdit(desk, '1', (article) => ({ ...article, title: 'Second', price: 210 }));
    await refetch();
    await act(async () => letGo());
    await status('saved');

    expect(form().record).toEqual(newer);
    expect(field('Title')).toHaveValue('Second');
    expect(field('Price')).toHaveValue('210');
    expect(unsaved()).toBe('');
    await user.type(field('Title'), '!');
    await user.click(save());
    await waitFor(async () => expect((await desk.get('1')).value.title).toBe('Second!'));
  });

  it('U24: looks at the version when it opens over what the cache holds, however fresh that is taken to be', async () => {
    const { user, articles, desk, show, queryClient } = await openEditor();
    queryClient.setDefaultOptions({ queries: { retry: false, staleTime: Infinity } });
    show(<p>Another page</p>);
    await externalEdit(desk, '1', (article) => ({ ...article, title: 'Theirs' }));
    show(<Editor articles={articles} />);
    await user.type(await screen.findByRole('textbox', { name: 'City' }), '!');
    await waitFor(() => expect(field('Title')).toHaveValue('Theirs'));

    expect(field('City')).toHaveValue('Harbour!');
    expect(unsaved()).toBe('place');
  });

  it('U5: the answer is the base from which the next save starts, also for a save called inside handleSubmit', async () => {
    const { user, form, desk } = await openEditor();
    await user.type(field('Title'), '!');
    await act(() => form().handleSubmit(() => form().save())());
    await status('saved');
    await user.type(field('Title'), '?');
    await act(() => form().handleSubmit(() => form().save())());
    await waitFor(() => expect(form().record).toMatchObject({ change: { version: '3' } }));

    expect((await desk.get('1')).value.title).toBe(`${harbour.title}!?`);
    expect(unsaved()).toBe('');
  });

  it('U7: two saves in one breath send one, under one key', async () => {
    const { user, form, desk, writes } = await openEditor();
    await user.type(field('Title'), '!');
    await act(async () => expect(await Promise.all([form().save(), form().save()])).toEqual([true, false]));
    await status('saved');

    expect(writes).toEqual([expect.stringMatching(/^"[0-9a-f]{32}"$/)]);
    expect((await desk.get('1')).change?.version).toBe('2');
  });

  it('U7: a double click sends one save, whatever the button shows', async () => {
    const { user, writes } = await openEditor();
    await user.type(field('Title'), '!');
    await user.dblClick(save());
    await status('saved');

    expect(writes).toHaveLength(1);
  });

  it('C29: the token is in the form’s state, in none of its fields', async () => {
    const { form, desk } = await openEditor();
    const { token } = await desk.get('1');

    expect(form().record?.token).toBe(token);
    expect(JSON.stringify(form().getValues())).not.toContain(token);
    expect(document.body.innerHTML).not.toContain(token);
  });

  it('U8: an app’s own reset means what React Hook Form says', async () => {
    const { user, form } = await openEditor();
    await user.type(field('Title'), '!');
    expect(unsaved()).toBe('title');
    act(() => form().reset());

    expect(field('Title')).toHaveValue(harbour.title);
    expect(unsaved()).toBe('');
  });

  it('U20: nothing comes back at a later render: neither old values after a save nor old defaults', async () => {
    const { user, form, articlesOf, show } = await openEditor();
    await user.type(field('Title'), '!');
    await user.click(save());
    await status('saved');
    show(<Editor articles={articlesOf('You')} options={{ defaultValues: { title: 'x' } }} />);
    expect(field('Title')).toHaveValue(`${harbour.title}!`);
    act(() => form().reset());

    expect(field('Title')).toHaveValue(`${harbour.title}!`);
  });
});

interface Order {
  readonly id: string;
  readonly rows: readonly { readonly id: string; readonly product: string; readonly count: number }[];
}

function Rows({ orders }: { readonly orders: Resource<Order> }) {
  const form = useVersionedForm(orders, '1');
  const { fields, move, remove } = useFieldArray({ control: form.control, name: 'rows', keyName: 'key' });
  return (
    <form aria-label="Order" onSubmit={form.save}>
      <p data-testid="status">{form.status}</p>
      <p data-testid="unsaved">{form.unsaved.join(' ')}</p>
      {fields.map((row, index) => (
        <fieldset key={row.key}>
          <input aria-label={`Product ${index + 1}`} {...form.register(`rows.${index}.product`)} />
          <input
            aria-label={`Count ${index + 1}`}
            {...form.register(`rows.${index}.count`, { valueAsNumber: true })}
          />
        </fieldset>
      ))}
      <button type="button" onClick={() => move(0, 1)}>
        Move
      </button>
      <button type="button" onClick={() => remove(0)}>
        Remove
      </button>
      <button>Save</button>
    </form>
  );
}

async function openRows() {
  const { articlesOf } = await openNewsroom();
  // The newsroom's server keeps any record.
  const [orders, desk] = ['You', 'Desk'].map((name) => articlesOf(name) as unknown as Resource<Order>);
  if (!orders || !desk) throw new Error('There are two people.');
  const base = await desk.get('1');
  const rows = ['Tea', 'Milk', 'Salt'].map((product) => ({ id: product, product, count: 1 }));
  await desk.save({ base, mine: { id: '1', rows } });
  const page = renderPage(<Rows orders={orders} />);
  await status('ready');
  const refetch = () => act(() => page.queryClient.invalidateQueries({ queryKey: recordKey(orders, '1') }));
  return { ...page, orders, desk, refetch };
}

const products = () =>
  screen.getAllByRole('textbox', { name: /^Product/ }).map((input) => (input as HTMLInputElement).value);

describe('useVersionedForm with a field array', () => {
  it('U2: merges rows by their id, wherever they stand', async () => {
    const { user, desk, refetch } = await openRows();
    await user.type(field('Count 1'), '2');
    await externalEdit(desk, '1', (order) => ({
      ...order,
      rows: [{ id: 'Rice', product: 'Rice', count: 7 }, ...order.rows.toReversed()],
    }));
    await refetch();
    await waitFor(() => expect(products()).toEqual(['Rice', 'Salt', 'Milk', 'Tea']));
    expect(field('Count 4')).toHaveValue('12');
    await user.click(save());
    await status('saved');

    expect((await desk.get('1')).value.rows.map(({ id, count }) => `${id} ${count}`)).toEqual([
      'Rice 7',
      'Salt 1',
      'Milk 1',
      'Tea 12',
    ]);
  });

  it('U3: has no row too many or too few after rows came and went on both sides', async () => {
    const { user, desk, refetch } = await openRows();
    await user.click(screen.getByRole('button', { name: 'Remove' }));
    await externalEdit(desk, '1', (order) => ({
      ...order,
      rows: [...order.rows.slice(0, 2), { id: 'Rice', product: 'Rice', count: 7 }],
    }));
    await refetch();
    await waitFor(() => expect(products()).toEqual(['Milk', 'Rice']));
    await user.click(save());
    await status('saved');

    const { rows } = (await desk.get('1')).value;
    expect(rows.map(({ id }) => id)).toEqual(['Milk', 'Rice']);
    expect(rows.every((row) => row.product === row.id)).toBe(true);
    expect(products()).toEqual(['Milk', 'Rice']);
  });

  it('saves an order that was changed here while a row was edited there', async () => {
    const { user, desk } = await openRows();
    await user.click(screen.getByRole('button', { name: 'Move' }));
    await externalEdit(desk, '1', (order) => ({
      ...order,
      rows: order.rows.map((row) => ({ ...row, count: row.count + 1 })),
    }));
    await user.click(save());
    await status('saved');

    expect(products()).toEqual(['Milk', 'Tea', 'Salt']);
    expect((await desk.get('1')).value.rows).toEqual(
      ['Milk', 'Tea', 'Salt'].map((product) => ({ id: product, product, count: 2 })),
    );
  });
});
