import {
  isOk,
  isSave,
  isSight,
  type FinalRead,
  type HistoryRow,
  type OkSave,
  type Operation,
  type Save,
  type Seen,
  type Sight,
} from './operation.js';

/** What is known of one record, ordered for the rules. */
export interface RecordHistory {
  readonly operations: readonly Operation[];
  readonly saves: ReadonlyMap<string, Save>;
  /** The acknowledged saves that made a newer version. */
  readonly oks: readonly OkSave[];
  readonly sights: readonly Sight[];
  readonly finals: readonly FinalRead[];
  /** The versions from the first to the final one, each with the save that made it. */
  readonly chain: readonly Link[];
  /** Absent where the server keeps no history. */
  readonly rows?: readonly HistoryRow[];
}

/** The writer is unknown where no answer told it. */
interface Link {
  readonly version: number;
  readonly writer: string | undefined;
}

/** Orders what was told of one record. */
export function recordHistory(operations: readonly Operation[], rows?: readonly HistoryRow[]): RecordHistory {
  const saves = new Map(operations.filter(isSave).map((save) => [save.id, save]));
  const oks = operations.filter(isOk).filter(({ version, baseVersion }) => version > baseVersion);
  const sights = operations.filter(isSight);
  const finals = sights.filter((sight) => sight.kind === 'final');
  const told: readonly Seen[] = [...sights, ...oks.map(({ version, id }) => ({ version, writer: id }))];
  const writers = new Map(told.map(({ version, writer }) => [version, writer]));
  const end = Math.max(0, ...finals.map(({ version }) => version));
  return { operations, saves, oks, sights, finals, chain: chainTo(end, { saves, writers }), rows };
}

/** Every save names the version that it replaces: from the final one they lead back to the first. */
function chainTo(
  end: number,
  {
    saves,
    writers,
  }: { readonly saves: RecordHistory['saves']; readonly writers: ReadonlyMap<number, string> },
): Link[] {
  const links: Link[] = [];
  let version = end;
  while (version > 0) {
    const writer = writers.get(version);
    links.push({ version, writer });
    const base = saves.get(writer ?? '')?.baseVersion ?? version;
    // Where the chain is broken it goes on with the next known version below, so that it always ends.
    version = base < version ? base : nextBelow(version, writers);
  }
  return links.toReversed();
}

function nextBelow(version: number, writers: ReadonlyMap<number, string>): number {
  return Math.max(0, ...[...writers.keys()].filter((known) => known < version));
}
