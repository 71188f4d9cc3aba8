import type { JsonObject } from '../../core/index.js';

/** A record's value, and its JSON where somebody has made it: it is made once a write. */
export interface Spelled {
  readonly value: JsonObject;
  readonly json?: string;
}

/** Gives a value's JSON, made only where nobody has. */
export function jsonOf({ value, json }: Spelled): string {
  return json ?? JSON.stringify(value);
}
