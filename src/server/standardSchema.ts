import type { InvalidField } from '../core/index.js';
import { toPointer } from './json/scanJson.js';

/** What of a schema is called (https://standardschema.dev): those of Zod, Valibot and ArkType fit. */
export interface StandardSchema {
  readonly '~standard': {
    readonly validate: (value: unknown) => StandardResult | Promise<StandardResult>;
  };
}

/** What a schema says of a value. */
export interface StandardResult {
  /** Absent where the value is valid. */
  readonly issues?:
    | readonly {
        readonly message: string;
        readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined;
      }[]
    | undefined;
}

/** Lists what a schema finds wrong with a value. What it would make of the value is not looked at. */
export async function findIssues(schema: StandardSchema, value: unknown): Promise<readonly InvalidField[]> {
  const { issues = [] } = await schema['~standard'].validate(value);
  return issues.map(({ message, path = [] }) => ({
    pointer: toPointer(path.map((step) => String(typeof step === 'object' ? step.key : step))),
    message,
  }));
}

/** Tells a schema from a function; some schemas are functions too. */
export function isStandardSchema(value: object): value is StandardSchema {
  return '~standard' in value;
}
