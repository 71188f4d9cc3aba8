/** How long things take in a stream of events. */
export interface EventTimes {
  /** How often something is sent on a quiet stream, so that a dead connection is noticed. @default 15_000 */
  readonly heartbeatMs: number;
  /** How long a stream lasts; then its reader comes again, is asked for permission again, and misses nothing. @default 600_000 */
  readonly longestStreamMs: number;
}

export const eventTimes: EventTimes = { heartbeatMs: 15_000, longestStreamMs: 600_000 };
