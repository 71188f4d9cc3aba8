import { useQueryClient } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { recordKey, type RecordValue, type Resource } from '../../client/index.js';
import type { Json, Versioned } from '../../core/index.js';
import { cacheManySaved, cacheRemoved } from '../recordCache.js';
import type { BulkNotice } from './bulkNotice.js';
import { createActing, type SelectionQuery } from './createActing.js';
import { createTurns } from './createTurns.js';

export interface BulkAction<T extends RecordValue> {
  /** Runs it on these records, each checked by the version that was shown. Never rejects: `notice` says what became of it. */
  readonly run: (records: readonly Versioned<T>[], input?: Json) => Promise<void>;
  /** Runs it on all records that match, checked by the list's token; without one, or where the list has moved, `notice` asks first. */
  readonly runOnAll: (selection: SelectionQuery, input?: Json) => Promise<void>;
  readonly isRunning: boolean;
  readonly notice: BulkNotice | null;
  readonly dismissNotice: () => void;
}

/**
 * An action of the server on many records of a list: it is done where nobody was faster, and names the records that others have changed
 * since they were shown. The person may go on with those, too: `notice.goOn`.
 *
 * @param action what the server calls it; `remove` deletes.
 * @example
 * const { run, runOnAll, notice } = useBulkAction(articles, 'publish')
 * await run(chosen)
 * await runOnAll({ where, listToken: page.listToken })
 */
export function useBulkAction<T extends RecordValue>(resource: Resource<T>, action: string): BulkAction<T> {
  const queryClient = useQueryClient();
  const [running, setRunning] = useState(0);
  const [notice, setNotice] = useState<BulkNotice | null>(null);
  const runs = useMemo(() => {
    const shown = new Map<string, Versioned<T>>();
    const show = (records: readonly Versioned<T>[]) => {
      for (const record of records) shown.set(record.value.id, record);
      cacheManySaved(queryClient, resource, records);
    };
    const acting = createActing<T>({
      resource,
      inTurn: createTurns(),
      shownOf: (id) => shown.get(id),
      onSaved: show,
      onMoved: show,
      onRemoved: (ids) => ids.forEach(forget),
      onGone: forget,
      tell: setNotice,
    });
    function forget(id: string): void {
      shown.delete(id);
      void cacheRemoved(queryClient, resource, id);
    }
    const counting = async (work: Promise<void>) => {
      setNotice(null);
      setRunning((count) => count + 1);
      await work;
      setRunning((count) => count - 1);
    };
    return {
      run(records: readonly Versioned<T>[], input?: Json) {
        for (const record of records) shown.set(record.value.id, record);
        return counting(
          acting.act(
            action,
            records.map(({ value }) => value.id),
            input,
          ),
        );
      },
      async runOnAll(selection: SelectionQuery, input?: Json) {
        await counting(acting.actOnAll(action, selection, input));
        await queryClient.invalidateQueries({ queryKey: recordKey(resource) });
      },
      dismissNotice: () => setNotice(null),
    };
  }, [queryClient, resource, action]);
  return { ...runs, isRunning: running > 0, notice };
}
