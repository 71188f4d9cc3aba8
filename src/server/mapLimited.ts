/** Fewer than a pool has connections, so that some are left for others. */
const mostAtOnce = 8;

/** Does asynchronous work for many items, a few at a time, and gives the results in the items' order. */
export async function mapLimited<Item, Result>(
  items: readonly Item[],
  work: (item: Item, index: number) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  const left = items.entries();
  async function goOn(): Promise<void> {
    for (const [index, item] of left) results[index] = await work(item, index);
  }
  await Promise.all(Array.from({ length: mostAtOnce }, goOn));
  return results;
}
