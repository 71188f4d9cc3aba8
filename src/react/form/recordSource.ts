import type {
  CallOptions,
  Leases,
  NewRecord,
  RecordValue,
  Resource,
  ResourceOptions,
  SaveRequest,
  WriteOptions,
} from '../../client/index.js';
import type { Versioned } from '../../core/index.js';

/** What a form needs of a resource. */
export type FormResource<T extends RecordValue> = Omit<
  Resource<T>,
  'list' | 'remove' | 'batch' | keyof Leases | 'watch'
>;

/** An app's own fetching, in place of a resource. */
export interface RecordSource<T extends RecordValue> extends Pick<
  ResourceOptions<T>,
  'rules' | 'recordLabel' | 'labels' | 'formats' | 'secret'
> {
  /** Names this kind of record: its cache entries and drafts are kept apart by it. */
  readonly name: string;
  readonly load: (id: string, options?: CallOptions) => Promise<Versioned<T>>;
  /**
   * Saves `mine` if the server still has `base`. It must throw `ConflictError` where it has not; `NetworkError` where no answer came and
   * `request.idempotencyKey` makes it safe to ask again; `InvalidRecordError` for what is shown at its field.
   */
  readonly save: (request: SaveRequest<T>) => Promise<Versioned<T>>;
  /** Needed for new records, and to bring deleted ones back. */
  readonly create?: (
    value: NewRecord<T>,
    options?: WriteOptions & { readonly isReplacement?: boolean },
  ) => Promise<Versioned<T>>;
}

/**
 * Makes what a form works with of an app's own fetching.
 *
 * @throws TypeError (when it is used) where a record comes without its version token: a save from it could not be checked.
 */
export function formResource<T extends RecordValue>(
  source: FormResource<T> | RecordSource<T>,
): FormResource<T> {
  if (!('load' in source)) return source;
  const { name, recordLabel = 'record', load, save, create } = source;
  return {
    ...source,
    url: name,
    recordLabel,
    get: async (id, options) => withToken(await load(id, options), name),
    save: async (request) => withToken(await save(request), name),
    async create(value, options) {
      if (!create) throw new TypeError(`"${name}" can't create records. Pass \`create\`.`);
      return withToken(await create(value, options), name);
    },
  };
}

function withToken<T>(record: Versioned<T>, name: string): Versioned<T> {
  // The app's answer may come from anywhere, whatever its type says.
  const token: unknown = record.token;
  if (typeof token === 'string' && token !== '') return record;
  throw new TypeError(
    `A record of "${name}" came without its version token: no save could be checked. Return it.`,
  );
}
