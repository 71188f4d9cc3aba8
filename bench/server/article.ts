/** A record of an ordinary size: about 600 bytes of JSON. */
export function articleOf(id: string, n: number): object {
  return {
    id,
    n,
    title: `The harbour at dawn, number ${id}`,
    status: n % 2 ? 'draft' : 'published',
    price: 12.5,
    tags: ['harbour', 'morning', 'city'],
    body: 'The first boats leave before the light does. '.repeat(9),
  };
}
