import { http, type HttpHandler } from 'msw';
import type { VersionChecker } from '../server/index.js';

export interface VersionedHandlersOptions {
  /** Under which address the checker answers: `/api`, or `http://localhost/api` in Node. */
  readonly baseUrl: string;
}

/**
 * Lets a version checker answer every request under an address, so that a story or a test runs against the real one.
 *
 * @example
 * const worker = setupWorker(...versionedHandlers(checker, { baseUrl: '/api' }));
 */
export function versionedHandlers(
  checker: Pick<VersionChecker, 'fetch'>,
  { baseUrl }: VersionedHandlersOptions,
): HttpHandler[] {
  const base = baseUrl.replace(/\/+$/, '');
  const basePath = new URL(base, 'http://localhost').pathname.replace(/\/$/, '');
  return [http.all(`${base}/*`, ({ request }) => checker.fetch(request, { basePath }))];
}
