/** Puts a text into lower case by its characters alone: the σ at a word's end is no other, and no locale changes anything. */
export function foldCase(text: string): string {
  return text.toLowerCase().replaceAll('ς', 'σ');
}
