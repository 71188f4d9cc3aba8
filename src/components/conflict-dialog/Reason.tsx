import { lossOf, isSamePath, type FieldChange, type Path } from '../../core/index.js';
import { dialogMessages, useMessages, type ConflictReview, type DialogView } from '../../react/index.js';

export interface ReasonProps<T> {
  readonly id: string;
  readonly review: ConflictReview<T>;
  readonly view: DialogView;
  readonly onGoTo: (path: Path) => void;
}

const mostNames = 3;
/** Stand for the names in a sentence, until it is known where the language puts them; a sign that follows stays in their line. */
const [start, end] = ['\ue000', '\ue001'];
const place = new RegExp(`${start}(\\d)${end}(\\p{P}*)`, 'u');

/** The line beside "Save merged": why it waits, with a way to each open field, or whose work it will overwrite. */
export function Reason<T>({ id, review, view, onGoTo }: ReasonProps<T>) {
  const messages = useMessages(dialogMessages);
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
  // Text, a name, the sign behind it, text again.
  const pieces = sentence.split(place);
  return (
    <p className="nc-dialog-reason" id={id}>
      {pieces.map((piece, at) => {
        if (at % 3 === 0) return piece;
        const entry = at % 3 === 1 ? named[Number(piece)] : undefined;
        return (
          entry && (
            <span key={piece} className="nc-one-line">
              <button type="button" className="nc-link" onClick={() => onGoTo(entry.path)}>
                {view.labelOf(entry.path)}
              </button>
              {pieces[at + 1]}
            </span>
          )
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
