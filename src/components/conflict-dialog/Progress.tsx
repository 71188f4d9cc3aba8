import { dialogMessages, useMessages } from '../../react/index.js';

export interface ProgressProps {
  readonly open: number;
  readonly chosen: number;
  readonly merged: number;
  /** Merged too, but to be read. */
  readonly unchecked: number;
  /** Some were asked before, and are asked again. */
  readonly isAgain: boolean;
  /** Absent where there is nothing to choose. */
  readonly onChooseAll: ((pick: 'mine' | 'theirs') => void) | undefined;
}

const longestBar = 40;

/** How far it is: the words count, the bar only helps. And the two ways to be done at once. */
export function Progress({ open, chosen, merged, unchecked, isAgain, onChooseAll }: ProgressProps) {
  const messages = useMessages(dialogMessages);
  const all = open + chosen + merged + unchecked;
  const rest = messages.progressRest(chosen, merged, unchecked);
  return (
    <div className="nc-progress">
      <ul className="nc-progress-bar" aria-hidden="true">
        {Array.from({ length: Math.min(all, longestBar) }, (_, index) => (
          <li key={index} data-state={index < all - open ? 'done' : undefined} />
        ))}
      </ul>
      <p role="status">
        <span className="nc-progress-count">
          {isAgain && open > 0 ? messages.needYouAgain(open, all) : messages.needYou(open, all)}
        </span>{' '}
        {rest && <span className="nc-progress-rest">· {rest}</span>}
      </p>
      {onChooseAll && (
        <div className="nc-progress-all nc-buttons" role="group" aria-label={messages.chooseForAll}>
          <button type="button" className="nc-button" data-size="small" onClick={() => onChooseAll('theirs')}>
            {messages.allTheirs}
          </button>
          <button type="button" className="nc-button" data-size="small" onClick={() => onChooseAll('mine')}>
            {messages.allMine}
          </button>
        </div>
      )}
    </div>
  );
}
