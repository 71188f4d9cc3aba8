import { createResource, type Dialect, type VersionToken } from 'noclobber';
import type { Article } from '../newsroom.js';
import { harbour } from '../newsroom.js';

/** How an app speaks to a server that knows ETags and nothing else. */
const plainDialect: Dialect = {
  get: (id, known) => ({ method: 'GET', path: [id], ...(known && { headers: { 'If-None-Match': known } }) }),
  list: () => ({ method: 'GET', path: [] }),
  create: (value) => ({ method: 'POST', path: [], body: value }),
  save: ({ id, base, mine }) => ({
    method: 'PUT',
    path: [id],
    headers: { 'If-Match': base.token },
    body: mine,
  }),
  remove: ({ id, token }) => ({ method: 'DELETE', path: [id], headers: { 'If-Match': token } }),
  readRecord<T>({ headers, body }: Parameters<Dialect['readRecord']>[0]) {
    const etag = headers.get('ETag');
    // The server's word is taken for the record's type and for the token.
    return etag === null ? undefined : { value: body as T, token: etag as VersionToken };
  },
  readPage<T>({ body }: Parameters<Dialect['readPage']>[0]) {
    const items = body as readonly (T & { readonly etag: VersionToken })[];
    return { items: items.map(({ etag, ...value }) => ({ value: value as T, token: etag })), next: null };
  },
  classify: ({ status }) =>
    status < 400 ? { kind: 'ok' } : status === 412 ? { kind: 'conflict' } : { kind: 'other' },
};

/** A server that has records and their ETags, and no idea of locks, presence or events. */
export function openPlainServer() {
  let [article, version] = [harbour, 1];
  const asked: string[] = [];
  const etag = () => `"v${version}"`;
  const put = (next: Article) => {
    article = next;
    version += 1;
  };
  async function fetch(request: Request): Promise<Response> {
    const { pathname } = new URL(request.url);
    const condition = request.headers.get('If-None-Match') ?? request.headers.get('If-Match');
    asked.push([request.method, pathname, ...(condition ? [condition] : [])].join(' '));
    if (pathname === '/articles') return Response.json([{ ...article, etag: etag() }]);
    if (pathname !== '/articles/1') return new Response(null, { status: 404 });
    if (request.method === 'PUT') {
      if (condition !== etag()) return new Response(null, { status: 412 });
      put(await request.json());
    } else if (condition === etag()) return new Response(null, { status: 304, headers: { ETag: etag() } });
    return Response.json(article, { headers: { ETag: etag() } });
  }
  return {
    articles: createResource<Article>({
      url: 'http://plain.test/articles',
      recordLabel: 'article',
      dialect: plainDialect,
      fetch,
    }),
    asked,
    stored: () => article,
    /** Somebody else saves. */
    change: (next: Partial<Article>) => put({ ...article, ...next }),
  };
}
