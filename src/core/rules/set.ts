import { eachSide } from '../eachSide.js';
import { isEqual } from '../isEqual.js';
import { mergeAtomic, present } from '../merge/mergeAtomic.js';
import { chain, type CodecOptions } from './codec.js';
import type { Rule } from './rule.js';

/**
 * Merges a list whose order doesn't matter, or a `Set`, member by member: what one side added is in, what one side removed is out. It
 * never conflicts. Members come in theirs' order, then those that mine added.
 *
 * @param options codecs say which members count as the same one.
 */
export function set({ codecs = [] }: CodecOptions = {}): Rule<readonly unknown[] | ReadonlySet<unknown>> {
  const read = chain(codecs);
  return {
    merge(sides, path) {
      const { base, mine, theirs } = eachSide(
        { ...sides, base: sides.base === undefined ? [] : sides.base },
        membersOf,
      );
      const whole = mergeAtomic(sides, path);
      if (whole.conflicts.length === 0 || !sides.isBaseKnown || !base || !mine || !theirs) return whole;
      const [isInBase, isInMine, isInTheirs] = [base, mine, theirs].map((members) => finderIn(members, read));
      const kept = theirs.filter((member) => isInMine?.(member) || !isInBase?.(member));
      const added = mine.filter((member) => !isInBase?.(member) && !isInTheirs?.(member));
      const members = [...new Map([...kept, ...added].map((member) => [read(member), member])).values()];
      const merged = sides.theirs instanceof Set ? new Set(members) : members;
      return { merged, conflicts: [], changes: [{ path, kind: 'merged', ...present({ ...sides, merged }) }] };
    },
  };
}

function membersOf(value: unknown): readonly unknown[] | undefined {
  return Array.isArray(value) || value instanceof Set ? [...value] : undefined;
}

/** Makes a test for membership: by content, and quick for what isn't an object. */
function finderIn(
  members: readonly unknown[],
  read: (member: unknown) => unknown,
): (member: unknown) => boolean {
  const readings = members.map(read);
  const plain = new Set(readings);
  const objects = readings.filter((member) => typeof member === 'object');
  return (member) => {
    const reading = read(member);
    return (
      plain.has(reading) || (typeof reading === 'object' && objects.some((other) => isEqual(other, reading)))
    );
  };
}
