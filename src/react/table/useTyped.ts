import { useEffect, useState } from 'react';

/** In ms. A server is not asked for each letter of a word. */
const pause = 200;

/** A text that is being typed, as it was when the hands last rested. */
export function useTyped(text: string): string {
  const [typed, setTyped] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setTyped(text), pause);
    return () => clearTimeout(timer);
  }, [text]);
  return typed;
}
