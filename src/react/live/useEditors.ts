import { useCallback, useEffect, useMemo, useState, useSyncExternalStore, type FocusEvent } from 'react';
import { createPresence, type Editor, type RecordValue, type Resource } from '../../client/index.js';
import { useNoClobber } from '../NoClobberProvider.js';

export interface EditorsOptions {
  /** There is something typed here that is not saved yet. @default false */
  readonly isEditing?: boolean;
}

export interface Editors {
  /** Everybody else who has the record open; a person with several tabs once. */
  readonly others: readonly Editor[];
  /** Everybody, oneself included. */
  readonly everybody: readonly Editor[];
  /** Those who are in the same field as the person at the screen. */
  readonly inSameField: readonly Editor[];
  /** Spread it into the form: it notes in which field the person is. */
  readonly tracking: {
    readonly onFocus: (event: FocusEvent<HTMLElement>) => void;
    readonly onBlur: (event: FocusEvent<HTMLElement>) => void;
  };
}

/**
 * Who has a record open, and what they do: viewing it, or with changes that are not saved yet, and in which field.
 *
 * @param id `null` for a record that doesn't exist yet.
 * @example
 * const editors = useEditors(articles, id, { isEditing: form.unsaved.length > 0 })
 * return <form {...editors.tracking}><EditorsBar editors={editors} resource={articles} /> … </form>
 */
export function useEditors<T extends RecordValue>(
  resource: Pick<Resource<T>, 'editors' | 'watch'>,
  id: string | null,
  { isEditing = false }: EditorsOptions = {},
): Editors {
  const { userId } = useNoClobber();
  const [field, setField] = useState<string | null>(null);
  const presence = useMemo(
    () =>
      createPresence({
        calls: resource.editors(id ?? ''),
        watch: (handler) =>
          resource.watch((message) => (message.kind === 'resync' || message.id === id) && handler(message), {
            viewer: userId,
          }),
      }),
    [resource, id, userId],
  );
  const everybody = useSyncExternalStore(presence.subscribe, presence.getEditors, getNobody);
  useEffect(() => (id === null ? undefined : presence.start()), [presence, id]);
  useEffect(
    () => presence.setDoing({ state: isEditing ? 'editing' : 'viewing', field }),
    [presence, isEditing, field],
  );
  const onFocus = useCallback(({ target }: FocusEvent<HTMLElement>) => {
    const name = target.getAttribute('name');
    setField(name ? toPointer(name) : null);
  }, []);
  const onBlur = useCallback(() => setField(null), []);
  return useMemo(() => {
    const others = everybody.filter(({ id, isYou }) => !isYou && id !== userId);
    return {
      others,
      everybody,
      inSameField: others.filter((editor) => field !== null && editor.field === field),
      tracking: { onFocus, onBlur },
    };
  }, [everybody, userId, field, onFocus, onBlur]);
}

const nobody: readonly Editor[] = [];
const getNobody = () => nobody;

/** Form libraries name a field by its path: `sections.0.text`. */
function toPointer(name: string): string {
  return name
    .split('.')
    .map((part) => `/${part.replaceAll('~', '~0').replaceAll('/', '~1')}`)
    .join('');
}
