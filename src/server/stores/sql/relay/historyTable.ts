import type { FeedEvent } from '../../../feed/feedEvent.js';
import { versionText } from '../tables.js';
import type { OwnRows } from './createOwnRows.js';
import { mostRows, seqText, type FollowedTable } from './followedTable.js';

/** The history tells what was written; never what the records hold. */
export function historyTable(own: OwnRows): FollowedTable {
  return {
    name: 'noclobber_history',
    async read(db, condition) {
      const rows = await db
        .selectFrom('noclobber_history')
        .where(condition)
        .select(['tenant', 'resource', 'id', 'deleted', 'changed_by', 'changed_by_name', 'paths'])
        .select([versionText(), seqText.as('number')])
        .orderBy('seq')
        .limit(mostRows)
        .execute();
      return rows.map((row) => {
        const { tenant, resource, id, version, changed_by: by, changed_by_name: name } = row;
        const seq = Number(row.number);
        const who = by === null ? null : { id: by, name: name ?? '' };
        const event = { kind: kindOf(row), tenant, resource, id, version, by: who };
        return { seq, event: own.take(seq) ? undefined : event };
      });
    },
  };
}

/** Only what brings a record back changes all of one that is there. */
function kindOf({ deleted, paths }: { readonly deleted: number; readonly paths: string }): FeedEvent['kind'] {
  if (deleted === 1) return 'deleted';
  return paths === '[""]' ? 'restored' : 'changed';
}
