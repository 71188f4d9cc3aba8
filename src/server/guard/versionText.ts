const highestVersion = 2n ** 64n - 1n;

/**
 * Writes a version as a decimal string, whatever type the database's driver gives it.
 *
 * @throws TypeError where it is none that a token can hold.
 */
export function versionText(version: string | number | bigint): string {
  const isWhole = typeof version === 'string' ? /^\d{1,20}$/.test(version) : isCount(version);
  if (isWhole && BigInt(version) <= highestVersion) return String(BigInt(version));
  throw new TypeError(
    'The version is no whole number from 0 to 2^64 - 1, so no token can hold it. Keep a counter in a column of its own and raise it with every write.',
  );
}

/** A number beyond 2^53 is read as its neighbour, which would be another version. */
function isCount(version: number | bigint): boolean {
  return typeof version === 'bigint' ? version >= 0n : Number.isSafeInteger(version) && version >= 0;
}
