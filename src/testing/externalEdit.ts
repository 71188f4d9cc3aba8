import type { RecordValue, Resource } from '../client/index.js';
import type { Versioned } from '../core/index.js';

/**
 * Edits a record as somebody else would: reads it and saves it, checked like any write.
 *
 * @example
 * await externalEdit(asDesk, '1', (article) => ({ ...article, title: 'Theirs' }))
 */
export async function externalEdit<T extends RecordValue>(
  resource: Pick<Resource<T>, 'get' | 'save'>,
  id: string,
  edit: (value: T) => T,
): Promise<Versioned<T>> {
  const base = await resource.get(id);
  return resource.save({ base, mine: edit(base.value) });
}
