/** The forms of a phrase by the plural rules of its language; `other` is the one that every language has. */
export type PluralForms = Partial<Record<Intl.LDMLPluralRule, string>> & { readonly other: string };

/**
 * Gives a function that picks the form that goes with a count, by the language's own plural rules.
 *
 * @example
 * const plural = pluralsOf('pl')
 * plural(3, { one: 'pole', few: 'pola', many: 'pól', other: 'pola' }) // 'pola'
 */
export function pluralsOf(locale: string): (count: number, forms: PluralForms) => string {
  const rules = new Intl.PluralRules(locale);
  return (count, forms) => forms[rules.select(count)] ?? forms.other;
}
