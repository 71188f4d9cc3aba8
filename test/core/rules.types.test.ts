import {
  atomic,
  counter,
  createResource,
  custom,
  decimal,
  emptyAs,
  group,
  list,
  merge,
  nfc,
  object,
  prefer,
  serverManaged,
  set,
  text,
  trim,
  type Resource,
  type Rules,
} from 'noclobber';
import { describe, expectTypeOf, it } from 'vitest';

interface Section {
  readonly id: number;
  readonly text: string;
  readonly views: number;
  readonly labels: readonly string[];
}
interface Article {
  readonly id: string;
  readonly title: string;
  readonly body: string;
  readonly summary?: string;
  readonly note: string | null;
  readonly status: 'draft' | 'published';
  readonly tags: readonly string[];
  readonly aliases?: readonly string[] | null;
  readonly marks: ReadonlySet<string>;
  readonly stock: number;
  readonly sold?: number | null;
  readonly sections: readonly Section[];
  readonly appendix?: readonly Section[] | null;
  readonly country: string;
  readonly city: string;
  readonly author: {
    readonly name: string;
    readonly articles: number;
    readonly address: { readonly city: string };
  };
  readonly reviewer?: { readonly name: string } | null;
  readonly updatedAt: Date;
}

// Checked by `npm run types`; what a rule does when it runs is another file's matter.
describe('rules, checked against the record', () => {
  it('fit the fields they are for', () => {
    const rules: Rules<Article> = {
      title: text({ codecs: [trim('end')] }),
      body: text({ codecs: [nfc(), trim()] }),
      status: prefer('theirs'),
      tags: set(),
      marks: set(),
      stock: counter({ scale: 2 }),
      sections: list({
        key: 'id',
        item: object({ text: text(), views: counter(), labels: set({ codecs: [trim()] }) }),
      }),
      author: object({ name: text(), articles: counter(), address: object({ city: atomic() }) }),
      updatedAt: serverManaged(),
      place: group(['country', 'city']),
    };
    expectTypeOf(rules).toEqualTypeOf<Rules<Article>>();
  });

  it('fit optional fields and those that may be null', () => {
    const rules: Rules<Article> = {
      summary: text(),
      note: text({ codecs: [emptyAs(null)] }),
      aliases: set(),
      sold: counter(),
      appendix: list({ key: 'id', item: object({ views: counter() }) }),
      reviewer: object({ name: text() }),
    };
    expectTypeOf(rules).toEqualTypeOf<Rules<Article>>();
  });

  it('fit any field where they take any value', () => {
    const rules: Rules<Article> = {
      title: atomic({ codecs: [decimal()] }),
      stock: atomic(),
      tags: atomic(),
      author: prefer('mine'),
      sections: list(),
      updatedAt: atomic(),
      body: custom(({ mine = '', theirs = '' }) => (mine ? { merged: mine + theirs } : { conflict: true })),
    };
    expectTypeOf(rules).toEqualTypeOf<Rules<Article>>();
  });

  it('are refused on a field of another type', () => {
    const rules: Rules<Article> = {
      // @ts-expect-error a text has no members
      title: set(),
      // @ts-expect-error a number is no text
      stock: text(),
      // @ts-expect-error a text does not count
      body: counter(),
      // @ts-expect-error a text has no items
      summary: list(),
      // @ts-expect-error a list is no text
      tags: text(),
      // @ts-expect-error a list does not count
      sections: counter(),
      // @ts-expect-error an object has no members
      author: set(),
      // @ts-expect-error an optional number is no text either
      sold: text(),
    };
    expectTypeOf(rules).toEqualTypeOf<Rules<Article>>();
  });

  it('are refused where they name what is not there', () => {
    const rules: Rules<Article> = {
      // @ts-expect-error rows have no such field
      sections: list({ key: 'nope' }),
      // @ts-expect-error the record has no such field
      place: group(['country', 'nope']),
      // @ts-expect-error the object has no such field
      author: object({ whole: group(['name', 'nope']) }),
      // @ts-expect-error no such side
      status: prefer('ours'),
    };
    expectTypeOf(rules).toEqualTypeOf<Rules<Article>>();
  });

  it('are refused where a row has no name, or the name is no string and no number', () => {
    interface Row {
      readonly id: number;
      readonly code?: string | null;
      readonly parts: readonly string[];
      readonly at: Date;
      readonly big: bigint;
      readonly either: string | Date;
    }
    interface Rows {
      readonly rows: readonly Row[];
    }
    const named: Rules<Rows>[] = [{ rows: list({ key: 'id' }) }, { rows: list({ key: 'code' }) }];
    const refused: Rules<Rows>[] = [
      // @ts-expect-error a list is no name
      { rows: list({ key: 'parts' }) },
      // @ts-expect-error a date is no name
      { rows: list({ key: 'at' }) },
      // @ts-expect-error a big number is no name
      { rows: list({ key: 'big' }) },
      // @ts-expect-error what may be a date is no name
      { rows: list({ key: 'either' }) },
      // @ts-expect-error rows merge by a rule of theirs only where they have names
      { rows: list({ item: object({ code: text() }) }) },
    ];
    expectTypeOf([...named, ...refused]).toEqualTypeOf<Rules<Rows>[]>();
  });

  it("are refused where a group has a field's name, or no fields", () => {
    const rules: Rules<Article> = {
      // @ts-expect-error a group stands under a name that is no field
      city: group(['country', 'city']),
      // @ts-expect-error nothing makes no group
      place: group([]),
    };
    expectTypeOf(rules).toEqualTypeOf<Rules<Article>>();
  });

  it('are refused inside of objects and rows', () => {
    const rules: Rules<Article> = {
      // @ts-expect-error a number is no text
      author: object({ articles: text() }),
      // @ts-expect-error a text does not count, two levels down
      appendix: list({ key: 'id', item: object({ text: counter() }) }),
      // @ts-expect-error a row is no text
      sections: list({ key: 'id', item: text() }),
    };
    expectTypeOf(rules).toEqualTypeOf<Rules<Article>>();
  });

  it('are checked by `merge` too', () => {
    const edit = { base: { n: 1, s: '' }, mine: { n: 2, s: '' }, theirs: { n: 3, s: '' } };

    expectTypeOf(merge(edit, { n: counter(), s: text() }).merged).toEqualTypeOf<{ n: number; s: string }>();
    // @ts-expect-error a text does not count
    merge(edit, { s: counter() });
  });

  it('stand in a resource as the manual shows them', () => {
    const articles = createResource<Article>({
      url: '/api/articles',
      rules: {
        body: text(),
        tags: set(),
        stock: counter(),
        sections: list({ key: 'id', item: object({ text: text() }) }),
        place: group(['country', 'city']),
      },
      labels: { body: 'Body text' },
    });
    expectTypeOf(articles).toEqualTypeOf<Resource<Article>>();

    createResource<Article>({
      url: '/api/articles',
      // @ts-expect-error a text has no members
      rules: { title: set() },
    });
  });
});
