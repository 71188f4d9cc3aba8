import { lossOf, formatPath, isSamePath, type FieldChange, type Path } from '../../core/index.js';
import { useNoClobber, type ConflictReview } from '../../react/index.js';
import type { DialogView } from './dialogView.js';

export interface ReasonProps<T> {
  readonly id: string;
  readonly review: ConflictReview<T>;
  readonly view: DialogView;
  readonly onGoTo: (path: Path) => void;
}

const mostNames = 3;
/** Stand for the names in a sentence, until it is known where the language puts them. */
const [start, end] = ['\ue000', '\ue001'];

/** The line beside "Save merged": why it waits, with a way to each open field, or whose work it will overwrite. */
export function Reason<T>({ id, review, view, onGoTo }: ReasonProps<T>) {
  const { messages } = useNoClobber();
  const { open, overwritten } = review;
  if (open.length === 0) {
    const fields = overwritten.map((change) => lostName(change));
    return (
      <p className="nc-dialog-reason" id={id}>
        {fields.length === 0 ? messages.overwritesNothing : messages.overwrites(view.who, fields)}
      </p>
    );
  }
  const named = open.slice(0, mostNames);
  const others = open.length - named.length;
  const sentence = messages.chooseFor([
    ...named.map((_, index) => `${start}${index}${end}`),
    ...(others > 0 ? [messages.more(others)] : []),
  ]);
  return (
    <p className="nc-dialog-reason" id={id}>
      {sentence.split(new RegExp(`${start}(\\d)${end}`)).map((text, index) => {
        const entry = index % 2 === 1 ? named[Number(text)] : undefined;
        if (!entry) return text;
        return (
          <button
            key={formatPath(entry.path)}
            type="button"
            className="nc-link"
            onClick={() => onGoTo(entry.path)}
          >
            {view.labelOf(entry.path)}
          </button>
        );
      })}
    </p>
  );

  function lostName({ path }: FieldChange): string {
    const entry = [...review.result.conflicts, ...review.result.changes].find((other) =>
      isSamePath(other.path, path),
    );
    const choice = review.choiceAt(path);
    const isPart = entry && choice && lossOf(entry, choice) === 'part';
    return isPart ? messages.partOf(view.labelOf(path)) : view.labelOf(path);
  }
}
