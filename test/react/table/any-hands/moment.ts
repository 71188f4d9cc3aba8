import type { Act, Block } from './act.js';
import type { Look } from './lookAt.js';
import type { Hands } from './openHands.js';

/** An act, and what was there before and after it. */
export interface Moment {
  readonly hands: Hands;
  readonly act: Act;
  readonly before: Look;
  readonly after: Look;
  /** What was typed into the open editor, where the act takes it. */
  readonly draft: string | undefined;
  /** What is on the clipboard. */
  readonly copied: Block;
  /** The row that was chosen last. */
  readonly lastChosen: string | undefined;
}
