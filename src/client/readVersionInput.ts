import type { VersionToken } from '../core/index.js';
import { PreconditionRequiredError, VersionTokenError } from './errors.js';

/** Longer than any token of a server that speaks HTTP headers. */
const longestToken = 2048;

/**
 * Reads the token that a `<VersionInput/>` posted, for the checker. Whether it is genuine and current is the checker's to say.
 *
 * @param name the field's name. @default '_version'
 * @throws PreconditionRequiredError where the post has none: it could overwrite what nobody saw.
 * @throws VersionTokenError where there are several, or something that is no text of a token's length.
 * @example
 * const form = await request.formData()
 * const done = await checker.update({ resource: 'articles', id, patch, token: readVersionInput(form) })
 */
export function readVersionInput(form: FormData, name = '_version'): VersionToken {
  const [token = '', ...others] = form.getAll(name);
  if (token === '') throw new PreconditionRequiredError();
  if (others.length > 0 || typeof token !== 'string' || token.length > longestToken)
    throw new VersionTokenError(undefined);
  // The border: what a page posts is taken for a token, and checked as one.
  return token as VersionToken;
}
