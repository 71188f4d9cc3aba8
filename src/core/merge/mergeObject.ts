import { eachSide } from '../eachSide.js';
import { isPlainObject, own } from '../isEqual.js';
import type { Path } from '../path.js';
import type { AnyRules, PathMerge, Sides } from '../rules/rule.js';
import { checkDepth } from '../UnmergeableError.js';
import { gather } from './gather.js';
import { mergeAtomic } from './mergeAtomic.js';

/** Merges key by key. Keys come in the base's order, then those theirs added, then those mine added. */
export function mergeObject(object: {
  readonly sides: Sides;
  readonly path: Path;
  readonly rules: AnyRules;
}): PathMerge {
  const { sides, path, rules } = object;
  const { base, mine, theirs } = sides;
  if (!canEnter(sides)) {
    // What a rule doesn't count as an edit is none against a delete either.
    const isNoise = (side: unknown) =>
      isPlainObject(base) &&
      isPlainObject(side) &&
      mergeObject({ ...object, sides: { ...sides, mine: side, theirs: base } }).changes.length === 0;
    return mergeAtomic(
      sides,
      path,
      eachSide(sides, (side) => (isNoise(side) ? base : side)),
    );
  }
  const { report, add } = gather();
  checkDepth(path.length);
  const grouped = new Map<string, unknown>();
  for (const [name, rule] of Object.entries(rules)) {
    const group = rule?.fields && add(rule.merge(sides, [...path, name]));
    for (const field of rule?.fields ?? []) grouped.set(field, own(group, field));
  }
  const merged: [string, unknown][] = [];
  for (const key of new Set([base ?? {}, theirs, mine].flatMap((side) => Object.keys(side as object)))) {
    const rule = own(rules, key) as AnyRules[string];
    const merge = (!rule?.fields && rule?.merge) || sides.byShape;
    const field = { ...sides, ...eachSide(sides, (side) => own(side, key)) };
    const value = grouped.has(key) ? grouped.get(key) : add(merge(field, [...path, key]));
    if (value !== undefined) merged.push([key, value]);
  }
  return { merged: Object.fromEntries(merged), ...report };
}

/** Both sides are objects, and so was the base if there was one: then the question is one for each key. */
export function canEnter({ base, mine, theirs }: Sides): boolean {
  return isPlainObject(mine) && isPlainObject(theirs) && (base === undefined || isPlainObject(base));
}
