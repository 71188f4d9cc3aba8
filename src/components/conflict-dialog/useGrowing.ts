import { startTransition, useEffect, useState } from 'react';

/** Counts up to `all` in portions, a pause after each: a long list is there at once in its first rows, and never freezes the page. */
export function useGrowing(all: number, portion = 4): number {
  const [count, setCount] = useState(portion);
  const isGrowing = count < all;
  useEffect(() => {
    if (!isGrowing) return;
    const timer = setTimeout(() => startTransition(() => setCount(count + portion)));
    return () => clearTimeout(timer);
  }, [isGrowing, count, portion]);
  return Math.min(count, all);
}
