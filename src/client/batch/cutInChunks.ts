/** Cuts what is to be sent into requests: of at most `most` things, and of a length (at least one of them) that servers take. */
export function cutInChunks<Item>(
  items: readonly Item[],
  limits: { readonly most: number; readonly longest: number; readonly lengthOf: (item: Item) => number },
): readonly (readonly Item[])[] {
  const { most, longest, lengthOf } = limits;
  const chunks: Item[][] = [];
  let length = 0;
  for (const item of items) {
    const own = lengthOf(item);
    const last = chunks.at(-1);
    length += own;
    if (last && last.length < most && length <= longest) last.push(item);
    else {
      chunks.push([item]);
      length = own;
    }
  }
  return chunks;
}
