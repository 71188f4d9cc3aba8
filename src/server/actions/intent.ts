import { isPlainObject, type InvalidField, type JsonObject } from '../../core/index.js';
import type { Intent, Proof } from '../command.js';
import type { ReadJson } from '../json/readJson.js';
import { refuse, type Refusal } from '../outcome.js';
import { problemOfId } from '../recordName.js';

/** What a save has to be understood from. */
export interface SaveInput {
  readonly id: string | undefined;
  readonly json: ReadJson;
  /** How the fields are meant. A creation needs no token. */
  readonly form:
    | { readonly kind: 'create'; readonly over: 'nothing' | 'tombstone' }
    | { readonly kind: 'patch' | 'replace'; readonly proof: Proof | Refusal };
}

/** Understands a save: first whether its record can be stored at all, then which version it replaces. */
export function readSaveIntent({ id, json, form }: SaveInput): Intent | Refusal {
  const { value } = json;
  const errors = [
    ...problemsOfId(id, value),
    ...json.errors.filter(({ pointer }) => !/^\/_(version|meta)(\/|$)/.test(pointer)),
  ];
  if (errors.length > 0 || !isJsonObject(value)) {
    return refuse('invalid', 'The record is not valid, so it was not saved.', { errors });
  }
  const { id: _id, _version, _meta, ...fields } = value;
  if (form.kind === 'create') return { kind: 'create', over: form.over, value: fields };
  if (form.proof.kind === 'refused') return form.proof;
  const { proof } = form;
  return form.kind === 'patch'
    ? { kind: 'patch', proof, patch: fields }
    : { kind: 'replace', proof, value: fields };
}

/** Finds the id that a new record brings along. */
export function ownId(json: ReadJson): string | undefined {
  return isJsonObject(json.value) && typeof json.value.id === 'string' ? json.value.id : undefined;
}

/** Refuses an id that no record can have. */
export function refuseId(id: string): Refusal | undefined {
  const message = problemOfId(id);
  return message === undefined
    ? undefined
    : refuse('invalid', `No record can have this id: it ${message}.`, {
        errors: [{ pointer: '/id', message }],
      });
}

function problemsOfId(id: string | undefined, value: unknown): InvalidField[] {
  if (!isJsonObject(value)) return [{ pointer: '', message: 'must be an object' }];
  const message = id === undefined ? undefined : problemOfId(id);
  if (message !== undefined) return [{ pointer: '/id', message }];
  const isSame = value.id === undefined || value.id === id;
  return isSame ? [] : [{ pointer: '/id', message: "must be the record's own id, as text" }];
}

function isJsonObject(value: unknown): value is JsonObject {
  return isPlainObject(value);
}
