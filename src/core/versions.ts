declare const brand: unique symbol;

/**
 * Opaque signed proof of which version of a record was read. The client never looks inside: it keeps the
 * token beside the value it came with and sends it back with every write.
 */
export type VersionToken = string & { readonly [brand]: 'VersionToken' };

/** A person as other people see them. */
export interface Person {
  readonly id: string;
  readonly name: string;
}

/** Who made a version, and when. */
export interface ChangeInfo {
  readonly by: Person;
  /** RFC 3339 time in UTC. */
  readonly at: string;
  /** The version's number as a decimal string, where the server tells it. */
  readonly version?: string;
}

/** What a server gives: a value and the token of exactly that value, never apart. */
export interface Versioned<T> {
  /** The record's own fields and its `id`; never `_version` or `_meta`. */
  readonly value: T;
  readonly token: VersionToken;
  readonly change?: ChangeInfo;
}

/** JSON as RFC 8259 has it. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: Json;
}
