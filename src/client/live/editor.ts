import type { Person } from '../../core/index.js';

/** Somebody who has a record open. */
export interface Editor extends Person {
  /** `editing`: with changes that are not saved yet. */
  readonly state: 'viewing' | 'editing';
  /** JSON Pointer (RFC 6901) of the field that the person is in. */
  readonly field: string | null;
  /** RFC 3339 time in UTC. */
  readonly since: string;
  /** It is whoever asked, in this tab or in another. */
  readonly isYou?: boolean;
}

/** What one does with a record, for the others to see. */
export type Doing = Pick<Editor, 'state' | 'field'>;

/** Who is here, and for how long one's own word on it holds; `isKnown` is false where the server has no presence. */
export interface EditorsAnswer {
  readonly isKnown: boolean;
  readonly editors: readonly Editor[];
  readonly remainingMs?: number;
}
