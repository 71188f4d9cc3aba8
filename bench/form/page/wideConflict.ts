import type { Conflict, VersionToken } from 'noclobber';

export interface Wide {
  readonly id: string;
  readonly body: string;
  readonly [field: string]: string;
}

export const wideConflict = makeConflict();

/** A record of 200 fields, 40 of them in conflict, and a text of 1 MB, changed on both sides in 100 places and in conflict in 20 of them. */
function makeConflict(): Extract<Conflict<Wide>, { kind: 'modified' }> {
  const lines = Array.from(
    { length: 10_000 },
    (_, at) =>
      `Line ${at} of a long text: engineers found worn bearings on tower ${at % 7} during the inspection, ${at * 7919} times.`,
  );
  const edit = (who: string, isTheirs: boolean) =>
    lines
      .map((line, at) => {
        const place = Math.floor(at / 100);
        const isEdited = at % 100 === (place % 5 === 0 ? 10 : isTheirs ? 20 : 60);
        return isEdited ? line.replace('worn', `${who} ${at}`) : line;
      })
      .join('\n');
  const fields = (who: string) =>
    Object.fromEntries(
      Array.from({ length: 199 }, (_, at) => {
        const isBoth = at < 40;
        const isTheirs = who === 'theirs' && at < 120;
        const isMine = who === 'mine' && (isBoth || at >= 120);
        const text =
          'The harbour bridge will close to all traffic for about four weeks while bearings are replaced.';
        return [`field${at}`, isTheirs || isMine ? text.replace('four', `${who} ${at}`) : text];
      }),
    );
  const version = (value: Wide, number: string) => ({
    value,
    token: number as VersionToken,
    change: { by: { id: 'desk', name: 'Desk' }, at: '2026-03-09T14:32:00Z' },
  });
  const record = (who: string, body: string): Wide => ({ id: '1', ...fields(who), body });
  return {
    kind: 'modified',
    base: version(record('base', lines.join('\n')), '1'),
    mine: record('mine', edit('loose', false)),
    theirs: version(record('theirs', edit('cracked', true)), '2'),
  };
}
