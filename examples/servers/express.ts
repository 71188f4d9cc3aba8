// An Express server with a table of its own: `guard` is all that it needs of NoClobber.
import type { ServerResponse } from 'node:http';
import express from 'express';
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

/** Start it with `app.listen(3000)`. */
export const app = express();
app.use(express.json({ type: ['application/json', 'application/merge-patch+json'] }));

app.get('/articles/:id', async (request, response) => {
  const { id } = request.params;
  const article = readArticle(id);
  if (article) return send(response, await show(article));
  return send(response, await guard.conflictResponse(request, { resource, id, current: null }));
});

app.patch('/articles/:id', async (request, response) => {
  const { id } = request.params;
  const body: unknown = request.body;
  const expected = await guard.expectedVersion(request, { resource, id, body });
  if (expected instanceof Response) return send(response, expected);
  const saved = updateArticle(id, expected.version, body);
  if (saved) return send(response, await show(saved));
  const current = readArticle(id);
  return send(response, await guard.conflictResponse(request, { resource, id, current }));
});

/** Sends a web `Response` through Express, or through any other server on Node's HTTP. */
async function send(response: ServerResponse, answer: Response): Promise<void> {
  const text = await answer.text();
  response.writeHead(answer.status, Object.fromEntries(answer.headers)).end(text);
}

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
