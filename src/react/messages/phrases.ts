import { pluralsOf } from '../pluralsOf.js';
import { peopleMessages } from './people.js';

/** Joins names as people do: "Title, Body and Price". */
export type ListOfNames = readonly string[];

export const plural = pluralsOf('en');

export function listNames(names: ListOfNames): string {
  return new Intl.ListFormat('en-GB', { type: 'conjunction' }).format(names);
}

/** Who did it, where a sentence starts with it. */
export function begin(name: string): string {
  const isPhrase = name === peopleMessages.someoneElse || name === peopleMessages.yourOtherTab;
  return isPhrase ? name.charAt(0).toUpperCase() + name.slice(1) : name;
}

/** "Title, Body and 3 more" */
export function firstNames(names: ListOfNames): string {
  return listNames(names.length > 3 ? [...names.slice(0, 2), `${names.length - 2} more`] : names);
}

export function changes(fields: ListOfNames): string {
  return plural(fields.length, { one: 'change', other: 'changes' });
}
