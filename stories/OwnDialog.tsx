import type { Conflict, Rules } from 'noclobber';
import { useConflict } from 'noclobber/react';

export interface OwnDialogProps<T> {
  readonly conflict: Conflict<T>;
  readonly rules?: Rules<T>;
  readonly onSave: (merged: T) => void;
}

/** Another dialog, in thirty lines: a table with a row for each field that both changed, from the same state as the kit's own. */
export function OwnDialog<T>({ conflict, rules, onSave }: OwnDialogProps<T>) {
  const { result, choiceAt, choose, chooseAll, merged, open, isComplete } = useConflict(conflict, { rules });
  return (
    <section role="dialog" aria-label="Which one?">
      <p role="status">{open.length} to choose</p>
      <button onClick={() => chooseAll('theirs')}>Take theirs</button>
      <table>
        <tbody>
          {result.conflicts.map(({ path, mine, theirs }) => {
            const name = path.join('.');
            const choice = choiceAt(path);
            const pick = choice && 'pick' in choice ? choice.pick : undefined;
            return (
              <tr key={name}>
                <th scope="row">{name}</th>
                {(['theirs', 'mine'] as const).map((side) => (
                  <td key={side}>
                    <button aria-pressed={pick === side} onClick={() => choose({ path, pick: side })}>
                      {String(side === 'theirs' ? theirs : mine)}
                    </button>
                  </td>
                ))}
              </tr>
            );
          })}
        </tbody>
      </table>
      <button disabled={!isComplete} onClick={() => onSave(merged)}>
        Save
      </button>
    </section>
  );
}
