/** Tells whether text is whole Unicode: no half of a surrogate pair. */
export function isWellFormed(text: string): boolean {
  return !/\p{Surrogate}/u.test(text);
}

/** Tells whether every store can keep the text: whole Unicode without NUL. */
export function isStorable(text: string): boolean {
  return isWellFormed(text) && !text.includes('\0');
}
