import { createTurns } from './createTurns.js';

/** All that one page has of one lock, or of one presence: to the server they are one tab. */
export interface Company {
  /** One call after the other: the last one says how things are. */
  readonly inTurn: ReturnType<typeof createTurns>;
  /** Those who want it to last. What one of them ends goes on for the others. */
  readonly wanting: Set<Member>;
  /** Until then none of them takes it by itself, by `performance.now()`: it was handed over. */
  yieldsUntil: number;
}

interface Member {
  /** Another one has given it up for all. */
  giveUp(): void;
}

const companies = new WeakMap<object, Company>();

/** Finds the company of those who make the same calls. */
export function companyOf(calls: object): Company {
  const company = companies.get(calls) ?? { inTurn: createTurns(), wanting: new Set(), yieldsUntil: 0 };
  companies.set(calls, company);
  return company;
}
