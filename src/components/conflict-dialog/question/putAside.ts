import type { Choice } from '../../../core/index.js';

/** Answers that a person left for another one: there again when they come back to them. */
export interface PutAside {
  /** What was written for the whole field. */
  readonly value?: unknown;
  /** What the writing of a text began from. */
  readonly from?: string;
  /** What was chosen for the parts of a text. */
  readonly parts?: Choice | undefined;
  /** What was written for a part of a text, by hunk. */
  readonly texts?: Readonly<Record<number, string>>;
}

/** Where a question keeps what is put aside. */
export interface Aside {
  readonly aside: PutAside;
  readonly onPutAside: (more: PutAside) => void;
}
