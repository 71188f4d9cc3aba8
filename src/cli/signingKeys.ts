import { randomBytes } from 'node:crypto';
import { link, open, readFile, rm } from 'node:fs/promises';
import type { SigningKey } from '../server/index.js';
import { StartError } from './errors.js';

export interface SigningKeys {
  readonly keys: readonly SigningKey[];
  readonly isNew: boolean;
}

/** Reads the keys in a file: `{ "keys": [{ "id": "k1", "secret": "…" }] }`, of which the first signs. */
export async function readSigningKeys(path: string): Promise<SigningKeys> {
  const text = await readIfThere(path);
  if (text === undefined) throw new StartError(`The key file ${path} does not exist.`);
  return { keys: parseKeys(text, path), isNew: false };
}

/** Reads the keys in a file, or makes it with a new one. When several processes start at once, all get the same. */
export async function readOrMakeSigningKeys(path: string): Promise<SigningKeys> {
  const text = await readIfThere(path);
  if (text !== undefined) return { keys: parseKeys(text, path), isNew: false };
  const isNew = await writeOnce(path, JSON.stringify({ keys: [newSigningKey()] }, null, 2));
  return { ...(await readSigningKeys(path)), isNew };
}

/** Makes a key of 256 random bits. */
export function newSigningKey(): SigningKey & { readonly secret: string } {
  return { id: randomBytes(6).toString('base64url'), secret: randomBytes(32).toString('base64url') };
}

/** Writes a whole file or nothing: a link can't be made over a file that another process made first. */
async function writeOnce(path: string, text: string): Promise<boolean> {
  const draft = `${path}.${process.pid}.${randomBytes(4).toString('hex')}`;
  const file = await open(draft, 'wx', 0o600);
  try {
    await file.writeFile(text);
    await file.sync();
    await link(draft, path);
    return true;
  } catch (error) {
    if (isCode(error, 'EEXIST')) return false;
    throw error;
  } finally {
    await file.close();
    await rm(draft);
  }
}

async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (isCode(error, 'ENOENT')) return undefined;
    throw new StartError(`The key file ${path} can't be read.`, { cause: error });
  }
}

function parseKeys(text: string, path: string): readonly SigningKey[] {
  try {
    const { keys } = JSON.parse(text);
    if (Array.isArray(keys) && keys.length > 0 && keys.every(isKey)) return keys;
  } catch {
    // The message below says it for broken JSON too, without showing any of it.
  }
  throw new StartError(`The key file ${path} is damaged: it holds { "keys": [{ "id": …, "secret": … }] }.`);
}

function isKey(key: unknown): key is SigningKey {
  if (typeof key !== 'object' || key === null) return false;
  return 'id' in key && typeof key.id === 'string' && 'secret' in key && typeof key.secret === 'string';
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
