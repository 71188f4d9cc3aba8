const bytesOfCharacter = 6;
/** The longest number, and what stands around a value: quotes of its name, a colon, a comma. */
const bytesOfMark = 29;

/**
 * Gives how many bytes a value's JSON has at most, without making it: every character counts as the longest escape. Stops counting
 * above a limit.
 */
export function boundBytes(value: unknown, limit: number): number {
  if (typeof value === 'string') return value.length * bytesOfCharacter + bytesOfMark;
  if (typeof value !== 'object' || value === null) return bytesOfMark;
  let bytes = bytesOfMark;
  // JSON has no inherited members, and a list of them would take longer to make than to count.
  for (const name in value) {
    bytes += name.length * bytesOfCharacter + boundBytes(Reflect.get(value, name), limit - bytes);
    if (bytes > limit) break;
  }
  return bytes;
}
