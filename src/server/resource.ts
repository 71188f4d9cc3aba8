import type { InvalidField, JsonObject } from '../core/index.js';
import type { RecordAction } from './command.js';
import { findIssues, isStandardSchema, type StandardSchema } from './standardSchema.js';
import { refuseUnknown } from './refuseUnknown.js';
import { autoIncrement } from './strategies/autoIncrement.js';
import type { VersionStrategy } from './strategies/strategy.js';

/** How one kind of record is treated. */
export interface ResourceOptions {
  /** How versions are made. @default autoIncrement() */
  readonly strategy?: VersionStrategy;
  /**
   * Tells what is wrong with a record, `id` included, before it is stored: a function, or a Standard Schema (Zod, Valibot, ArkType and
   * others). A schema only checks: what it would change or fill in is not stored.
   */
  readonly validate?: Validate | StandardSchema;
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
  /**
   * `withoutIncrement` may be used: changes without a version. The token then does not speak for all of a record, so that every write
   * also compares the content that it replaces.
   * @default false
   */
  readonly allowsUncounted?: boolean;
  /** Locks are minded by writes. @default true */
  readonly locks?: boolean;
}

/** Lists what is wrong with a record; `before` is absent for a new one. */
export type Validate = (
  value: JsonObject,
  before: JsonObject | undefined,
) => readonly InvalidField[] | Promise<readonly InvalidField[]>;

/** The same, with nothing left open. */
export interface Resource extends ResourceOptions {
  readonly name: string;
  readonly validate: Validate;
  readonly strategy: VersionStrategy;
  /** A version speaks for all of a record: nothing of it changes without a new one. */
  readonly isCovered: boolean;
}

const known = {
  strategy: true,
  validate: true,
  history: true,
  actions: true,
  allowsUnchecked: true,
  allowsUncounted: true,
  locks: true,
} satisfies Record<keyof ResourceOptions, true>;

/**
 * Fills in what was left open.
 *
 * @throws TypeError where an option is unknown, or can't be kept.
 */
export function toResource(name: string, options: ResourceOptions): Resource {
  const { strategy = autoIncrement(), allowsUncounted = false, history } = options;
  refuseUnknown(options, known, `the resource "${name}"`);
  if (typeof history === 'object') {
    refuseUnknown(history, { keepMs: true }, `the history of "${name}"`);
    if (!(history.keepMs >= 0))
      throw new TypeError(`The history of "${name}" needs \`keepMs\`, a number of milliseconds.`);
  }
  if (allowsUncounted && strategy.kind === 'trigger')
    throw new TypeError(
      `"${name}" can't have changes without a version: with trigger() the database counts every change. Use another strategy.`,
    );
  const isCovered = strategy.kind !== 'conditional' && !allowsUncounted;
  return { ...options, name, strategy, isCovered, validate: toValidate(options.validate) };
}

function toValidate(validate: ResourceOptions['validate']): Validate {
  if (validate === undefined) return () => [];
  return isStandardSchema(validate) ? (value) => findIssues(validate, value) : validate;
}
