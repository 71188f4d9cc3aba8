import type { Versioned } from '../core/index.js';
import type { CallOptions } from './callOptions.js';

export interface ReadOptions<T> extends CallOptions {
  /** What was read before. It is given back, and not sent again, where the server still has that version. */
  readonly known?: Versioned<T>;
}
