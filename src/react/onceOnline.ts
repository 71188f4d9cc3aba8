/** Does something now, and whenever there is a connection again. @returns what ends that. */
export function onceOnline(work: () => void): () => void {
  work();
  addEventListener('online', work);
  return () => removeEventListener('online', work);
}
