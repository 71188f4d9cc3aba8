import { isConflictError, isLockedError, isNetworkError, type LockMode } from 'noclobber';
import type { VersionedForm } from 'noclobber/form';
import type { UseEditLock } from 'noclobber/react';
import { useId, useState } from 'react';
import type { Article } from '../article.js';
import { theirArticles } from '../resource.js';
import { whenInWords } from '../words.js';
import { Icon, type IconName } from './Icon.js';
import { refreshBoth } from './queryClients.js';
import { secondEditorMoves, type Move } from './secondEditorMoves.js';

export interface SecondEditorActsProps {
  readonly id: string;
  readonly yourForm: VersionedForm<Article>;
  readonly lock: UseEditLock;
  readonly mode: LockMode;
  readonly onMode: (mode: LockMode) => void;
  readonly isGone: boolean;
}

/** Changes that the second editor makes at a press, each one checked like any other write, and what came of the last one. */
export function SecondEditorActs({ id, yourForm, lock, mode, onMode, isGone }: SecondEditorActsProps) {
  const headingId = useId();
  const [result, setResult] = useState('');
  const [isBusy, setBusy] = useState(false);

  async function change(move: Move): Promise<string> {
    const base = await theirArticles.get(id);
    const { edit, told } = move.make(base.value, yourForm.getValues());
    await theirArticles.save({ base, mine: { ...base.value, ...edit } });
    return told;
  }

  async function remove(): Promise<string> {
    await theirArticles.remove({ base: await theirArticles.get(id) });
    return 'Second editor deleted the article.';
  }

  const isTheirs = lock.status === 'held' || lock.status === 'warning';

  async function passLock(): Promise<string> {
    if (isTheirs) {
      await lock.handOver();
      return 'Second editor let the article go.';
    }
    const isTaken = await lock.takeOver();
    return isTaken ? 'Second editor locked the article.' : 'Second editor could not lock it.';
  }

  async function askYou(): Promise<string> {
    await lock.ask();
    return 'Second editor asked to edit the article.';
  }

  async function run(act: () => Promise<string>): Promise<void> {
    if (isBusy) return;
    setBusy(true);
    const told = await act().catch(whyNot);
    setResult(stamped(told));
    await refreshBoth();
    setBusy(false);
  }

  const button = (name: string, icon: IconName, act: () => Promise<string>) => (
    <button
      key={name}
      type="button"
      className="nc-button"
      aria-disabled={isBusy}
      onClick={() => void run(act)}
    >
      <Icon name={icon} />
      {name}
    </button>
  );

  return (
    <section aria-labelledby={headingId}>
      <h3 id={headingId}>{isGone ? 'What they did' : 'Or do it for them'}</h3>
      {!isGone && (
        <div className="room-acts">
          {secondEditorMoves.map((move) => button(move.name, move.icon, () => change(move)))}
          {button(isTheirs ? 'Let the article go' : 'Lock this article', 'lock', passLock)}
          <label className="room-option">
            <input
              type="checkbox"
              checked={mode === 'enforced'}
              disabled={isTheirs}
              onChange={({ target }) => onMode(target.checked ? 'enforced' : 'advisory')}
            />
            Their lock refuses your saves
          </label>
          {!isTheirs && lock.status === 'blocked' && button('Ask you for the article', 'person', askYou)}
          {button('Delete this article', 'trash', remove)}
        </div>
      )}
      <p className="room-result" role="status">
        {result}
      </p>
    </section>
  );
}

function stamped(told: string): string {
  return `${whenInWords(new Date().toISOString())} ${told}`;
}

function whyNot(error: unknown): string {
  if (isNetworkError(error)) return 'No answer came from the server. Try again.';
  if (isLockedError(error)) return 'Nothing was saved: somebody else has locked the article.';
  if (isConflictError(error)) return 'Nothing was saved: somebody else was faster. Try again.';
  return 'Nothing was saved: the server refused it.';
}
