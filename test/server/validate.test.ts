import type { ResourceOptions, StandardSchema } from 'noclobber/server';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { eachStore } from './eachStore.js';
import { openServer, told } from './openServer.js';
import { sendBatch } from './sendBatch.js';

type Validate = NonNullable<ResourceOptions['validate']>;

/** What any library that follows https://standardschema.dev looks like from outside. */
const byHand: StandardSchema = {
  '~standard': {
    validate(value: unknown) {
      const { price, rows } = value as { price?: unknown; rows?: unknown };
      if (typeof price === 'number' && price < 0)
        return { issues: [{ message: 'negative', path: ['price'] }] };
      if (rows !== undefined)
        return {
          issues: [
            { message: 'unknown', path: [{ key: 'rows' }, 0, { key: 'a/b' }] },
            { message: 'strange', path: [Symbol('s')] },
            { message: 'as a whole' },
          ],
        };
      return {};
    },
  },
};

const byZod: Validate = z.looseObject({
  id: z.string(),
  price: z
    .number()
    .min(0)
    .transform((price) => price * 100)
    .optional(),
  currency: z.string().default('EUR'),
  rows: z.array(z.object({ 'a/b': z.number() })).optional(),
});

/** Schemas of some libraries are functions. */
const callable: Validate = Object.assign(() => [{ pointer: '', message: 'was called' }], byHand);

/** Asks another service first. */
const slow: StandardSchema = {
  '~standard': { validate: async (value) => byHand['~standard'].validate(value) },
};

describe.each(eachStore)('validation ($name)', ({ openStore }) => {
  it.each<[string, Validate]>([
    ['written by hand', byHand],
    ['of Zod', byZod],
    ['that is a function too', callable],
    ['that takes its time', slow],
  ])('takes a Standard Schema %s: its issues become pointers', async (_, validate) => {
    const { call } = openServer(await openStore(), { resources: { articles: { validate } } });
    const { body } = await call('POST', '/articles', { id: '1', price: 1 });

    const negative = await call('PATCH', '/articles/1', { price: -1, _version: body._version });
    const nested = await call('PUT', '/articles/1', { rows: [{ 'a/b': 'x' }], _version: body._version });
    const { rows } = await sendBatch(call, [{ op: 'create', value: { price: -1 } }]);

    expect([told(negative), told(nested)]).toEqual(['422 invalid', '422 invalid']);
    expect(negative.body.errors).toMatchObject([{ pointer: '/price', message: expect.any(String) }]);
    expect(nested.body.errors?.[0]?.pointer).toBe('/rows/0/a~1b');
    expect(rows[0]).toMatchObject({ status: 422, problem: { errors: [{ pointer: '/price' }] } });
    expect((await call('GET', '/articles')).body.items).toHaveLength(1);
  });

  it('stores what it answers, also where a validator changes the value in its hands', async () => {
    const validate: Validate = (value) => {
      Object.assign(value, { slug: String(value.title).toLowerCase() });
      return value.title === 'No' ? [{ pointer: '/title', message: 'is no title' }] : [];
    };
    const { call } = openServer(await openStore(), { resources: { articles: { validate } } });
    const { body: made } = await call('POST', '/articles', { id: '1', title: 'One' });
    const { body: saved } = await call('PATCH', '/articles/1', { title: 'Two', _version: made._version });

    const refused = await call('PATCH', '/articles/1', { title: 'No', _version: saved._version });

    expect(told(refused)).toBe('422 invalid');
    expect((await call('GET', '/articles/1')).body).toEqual(saved);
    expect(saved.slug).toBe('two');
  });

  it('names issues without a path, and odd paths', async () => {
    const { call } = openServer(await openStore(), { resources: { articles: { validate: byHand } } });

    const { body } = await call('POST', '/articles', { rows: [] });

    expect(body.errors?.map(({ pointer }) => pointer)).toEqual(['/rows/0/a~1b', '/Symbol(s)', '']);
  });

  it('stores what was sent, not what a schema would make of it', async () => {
    const { call } = openServer(await openStore(), { resources: { articles: { validate: byZod } } });

    const { body } = await call('POST', '/articles', { id: '1', price: 1, more: true });

    expect(body).toEqual({ id: '1', price: 1, more: true, _version: body._version });
  });

  it('by a function knows the record before; of a new one there is none', async () => {
    const before: unknown[] = [];
    const { call } = openServer(await openStore(), {
      resources: {
        articles: {
          validate: (_, previous) => {
            before.push(previous);
            return [];
          },
        },
      },
    });
    const { body } = await call('POST', '/articles', { id: '1', price: 1 });
    await call('PATCH', '/articles/1', { price: 2, _version: body._version });

    expect(before).toEqual([undefined, { id: '1', price: 1 }]);
  });
});
