import type { Versioned } from '../../core/index.js';

/** An edit to save; `sent` is what the form held. */
export interface Posted<T> {
  readonly base: Versioned<T>;
  readonly mine: T;
  readonly sent: T;
}
