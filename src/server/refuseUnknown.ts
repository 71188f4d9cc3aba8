/**
 * Refuses options that nobody reads: one that was removed or misspelt would be believed to be in force.
 *
 * @throws TypeError that names the option and lists those there are.
 */
export function refuseUnknown(given: object, known: object, where: string): void {
  const unknown = Object.keys(given).find((name) => !Object.hasOwn(known, name));
  if (unknown === undefined) return;
  throw new TypeError(
    `"${unknown}" is no option of ${where}, so it would change nothing. Remove it, or use one of: ${Object.keys(known).join(', ')}.`,
  );
}
