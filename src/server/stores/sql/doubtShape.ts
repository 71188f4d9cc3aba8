import type { StrategyKind } from '../../store.js';
import type { Shape } from './mappedShape.js';
import { isPostgres, type Database } from './tables.js';

/**
 * Refuses a table whose records could not be kept safe.
 *
 * @throws TypeError that says what is missing.
 */
export function doubtShape(db: Database, shape: Shape, strategy: StrategyKind): void {
  const { table, version, fields } = shape;
  if (version === undefined && strategy !== 'contentHash')
    throw new TypeError(
      `The table "${table}" has no version column, which only contentHash() can do without. Add one with \`addVersionColumn\`.`,
    );
  if (version && !holdsVersions(db, version.type.toLowerCase(), strategy))
    throw new TypeError(
      `The column "${version.name}" of "${table}" (${version.type}) is too small for the versions of ${strategy}(), or holds no whole numbers, so versions would be lost. Make it a bigint.`,
    );
  const clash = fields.find(({ name }) => name === '_version' || name === '_meta');
  if (clash)
    throw new TypeError(
      `The column "${clash.name}" of "${table}" has a name that requests use for something else, so it could not be changed. Hide it (\`hide\`), or rename it.`,
    );
  const binary = fields.find(({ kind }) => kind === 'binary');
  if (binary)
    throw new TypeError(
      `The column "${binary.name}" of "${table}" holds bytes, which JSON has no form for. Hide it (\`hide\`).`,
    );
}

/** SQLite's integers have 64 bits, however they are called. */
function holdsVersions(db: Database, type: string, strategy: StrategyKind): boolean {
  if (!isPostgres(db)) return type.includes('int');
  if (type === 'integer') return strategy !== 'timestamp' && strategy !== 'contentHash';
  return type === 'bigint';
}
