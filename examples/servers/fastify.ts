// A Fastify server with a table of its own: `guard` is all that it needs of NoClobber.
import { fastify } from 'fastify';
import Database from 'libsql';
import { createVersionGuard, hmacSigner } from 'noclobber/server';

const database = new Database(':memory:');
database.exec(`
  CREATE TABLE articles (id TEXT PRIMARY KEY, title TEXT NOT NULL, text TEXT NOT NULL, version INTEGER NOT NULL);
  INSERT INTO articles VALUES ('1', 'The ferry runs again', 'From Monday.', 1);
`);

// At least 32 random bytes, the same in every process of the server.
const key = { id: '2026-11', secret: process.env.NOCLOBBER_KEY ?? '' };
const guard = createVersionGuard({ signer: hmacSigner({ keys: [key] }) });
const resource = 'articles';

interface Route {
  readonly Params: { readonly id: string };
}

/** Start it with `app.listen({ port: 3000 })`. */
export const app = fastify();
// Fastify sends what a handler returns, a web `Response` too; of JSON it knows only `application/json`.
const parseJson = app.getDefaultJsonParser('error', 'error');
app.addContentTypeParser('application/merge-patch+json', { parseAs: 'string' }, parseJson);

app.get<Route>('/articles/:id', async (request) => {
  const { id } = request.params;
  const article = readArticle(id);
  return article ? show(article) : guard.conflictResponse(request, { resource, id, current: null });
});

app.patch<Route>('/articles/:id', async (request) => {
  const { id } = request.params;
  const { body } = request;
  const expected = await guard.expectedVersion(request, { resource, id, body });
  if (expected instanceof Response) return expected;
  const saved = updateArticle(id, expected.version, body);
  return saved ? show(saved) : guard.conflictResponse(request, { resource, id, current: readArticle(id) });
});

/** Shows a record with the token that its next save has to send. */
async function show({ value, version }: ReturnType<typeof recordOf>): Promise<Response> {
  const _version = await guard.token({ resource, id: value.id, version });
  const headers = { ETag: `"${_version}"`, 'Cache-Control': 'private, no-cache' };
  return Response.json({ ...value, _version }, { headers });
}

interface Row {
  readonly id: string;
  readonly title: string;
  readonly text: string;
  readonly version: number;
}

function readArticle(id: string) {
  // The columns are those of the table above.
  const row = database.prepare('SELECT * FROM articles WHERE id = ?').get(id) as Row | undefined;
  return row ? recordOf(row) : null;
}

/** Checks and writes in one statement: of two writers with one version only one finds the row. */
function updateArticle(id: string, version: string, body: unknown) {
  const update = database.prepare(`
    UPDATE articles SET title = coalesce(?, title), text = coalesce(?, text), version = version + 1
    WHERE id = ? AND version = ? RETURNING *`);
  // The columns are those of the table above.
  const row = update.get(textIn(body, 'title'), textIn(body, 'text'), id, version) as Row | undefined;
  return row ? recordOf(row) : null;
}

function recordOf({ id, title, text, version }: Row) {
  return { value: { id, title, text }, version };
}

/** Stands for the validation that you have. */
function textIn(body: unknown, field: string): string | null {
  const value: unknown = Object(body)[field];
  return typeof value === 'string' ? value : null;
}
