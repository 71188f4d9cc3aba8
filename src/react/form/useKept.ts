import { useEffect, useState } from 'react';
import { hearPages } from '../../client/index.js';

/**
 * Lists what this browser keeps, and again whenever one of its pages changed it. Empty where the browser keeps nothing.
 *
 * @param list stays the same from render to render, as long as it lists the same.
 */
export function useKept<Item>(list: () => Promise<readonly Item[]>): readonly Item[] {
  const [items, setItems] = useState<readonly Item[]>([]);
  useEffect(() => {
    let isWanted = true;
    const read = async () => {
      const found = await list().catch(() => []);
      if (isWanted) setItems(found);
    };
    void read();
    const stop = hearPages((kind) => (kind === 'changed' || kind === 'cleared') && void read());
    return () => {
      isWanted = false;
      stop();
    };
  }, [list]);
  return items;
}
