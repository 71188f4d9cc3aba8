/** So many versions can be overwritten at once. */
export const mostVersions = 100;

/** Tells whether a text is the number of a version, written in the one way there is. */
export function isVersionNumber(text: string | undefined): boolean {
  return text !== undefined && /^[1-9]\d{0,19}$/.test(text);
}

/** Tells whether something lists versions to overwrite, by their numbers. */
export function isVersionList(value: unknown): value is readonly string[] {
  const isVersion = (item: unknown) => typeof item === 'string' && /^\d{1,20}$/.test(item);
  return Array.isArray(value) && value.length <= mostVersions && value.every(isVersion);
}
