import type { InvalidField, JsonObject } from '../core/index.js';
import type { RecordAction } from './command.js';
import { autoIncrement } from './strategies/autoIncrement.js';
import type { VersionStrategy } from './strategies/strategy.js';

/** How one kind of record is treated. */
export interface ResourceOptions {
  /** How versions are made. @default autoIncrement() */
  readonly strategy?: VersionStrategy;
  /** Tells what is wrong with a record before it is stored; `before` is absent for a new one. */
  readonly validate?: (
    value: JsonObject,
    before: JsonObject | undefined,
  ) => readonly InvalidField[] | Promise<readonly InvalidField[]>;
  /**
   * How long old versions are kept; the newest of a record is kept in any case. Without history a conflict has no base, and nothing
   * that was overwritten can be brought back.
   * @default true: for good
   */
  readonly history?: boolean | { readonly keepMs: number };
  /** What the server does to records under a name; people call it on rows that they have chosen. @default none */
  readonly actions?: Readonly<Record<string, RecordAction>>;
  /** `If-Match: *` writes over whatever is there, which is noted. @default false: it is refused like a missing token */
  readonly allowsUnchecked?: boolean;
  /** Locks are minded by writes. @default true */
  readonly locks?: boolean;
}

/** The same, with nothing left open. */
export interface Resource extends ResourceOptions {
  readonly name: string;
  readonly strategy: VersionStrategy;
}

/** Fills in what was left open. */
export function toResource(name: string, options: ResourceOptions): Resource {
  return { ...options, name, strategy: options.strategy ?? autoIncrement() };
}
