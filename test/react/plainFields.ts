import type { FormPort } from '../../src/react/session/formState.js';
import type { Article } from '../newsroom.js';

/** A form that is only an object. */
export function plainFields() {
  let values: Partial<Article> = {};
  const port: FormPort<Article> = {
    getValues: () => values,
    start: (base) => (values = { ...base, ...values }),
    setValues: ({ mine }) => (values = { ...mine }),
    validate: async () => values,
    showErrors() {},
  };
  return {
    port,
    values: () => values,
    type: (change: Partial<Article>) => (values = { ...values, ...change }),
  };
}
