type Fetch = (request: Request) => Promise<Response>;

/**
 * Loses answers after the server has done its work: the fault behind most "saved twice" and "conflict with myself" reports.
 *
 * @returns a fetch whose first `times` writes reach the server and fail as if the connection was cut.
 * @example
 * const articles = createResource<Article>({ url, fetch: dropAnswer(fetch) })
 */
export function dropAnswer(fetch: Fetch, { times = 1 }: { readonly times?: number } = {}): Fetch {
  let left = times;
  return async (request) => {
    const response = await fetch(request);
    if (request.method === 'GET' || request.method === 'HEAD' || left === 0) return response;
    left -= 1;
    await response.body?.cancel();
    throw new TypeError('The connection was cut before the answer arrived.');
  };
}
