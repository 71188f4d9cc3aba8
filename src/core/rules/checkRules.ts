import type { AnyRules } from './rule.js';

/** @throws TypeError where a field has two rules: its own and a group's, or those of two groups. */
export function checkRules(rules: AnyRules): void {
  const ruled = new Set<string>();
  for (const [name, rule] of Object.entries(rules)) {
    for (const field of rule?.fields ?? (rule ? [name] : [])) {
      if (ruled.has(field)) {
        throw new TypeError(
          `Two rules for the field "${field}". Give it one: its own, or that of one group.`,
        );
      }
      ruled.add(field);
    }
  }
}
