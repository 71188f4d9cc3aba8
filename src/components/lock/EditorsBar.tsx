import type { Editor, RecordValue, Resource } from '../../client/index.js';
import { fieldLabel, liveMessages, useMessages, useNoClobber, type Editors } from '../../react/index.js';
import { whoMade } from '../who.js';

export interface EditorsBarProps<T extends RecordValue> {
  /** What `useEditors` gives. */
  readonly editors: Pick<Editors, 'others' | 'inSameField'>;
  readonly resource: Pick<Resource<T>, 'labels'>;
}

const mostFaces = 4;
const mostNames = 2;

/**
 * Who else has the record open: their initials, each with what that person does and in which field, and one calm sentence, which says
 * more only where somebody is in the same field.
 */
export function EditorsBar<T extends RecordValue>({ editors, resource }: EditorsBarProps<T>) {
  const { userId } = useNoClobber();
  const messages = useMessages(liveMessages);
  const { others, inSameField } = editors;
  const nameOf = (editor: Editor) => whoMade({ by: editor, at: editor.since }, { messages, userId });
  const shown = others.slice(0, mostFaces);
  const more = others.length - shown.length;
  const [near] = inSameField;
  // Labels are kept by field name.
  const labels = resource.labels as Readonly<Record<string, string | undefined>> | undefined;
  const labelOf = (pointer: string) => fieldLabel(pathOf(pointer), { labels });
  const names = others.map(nameOf);
  const tell = (editor: Editor) => {
    const [name, isEditing] = [nameOf(editor), editor.state === 'editing'];
    if (editor.field === null) return isEditing ? messages.hasUnsaved(name) : name;
    return (isEditing ? messages.isEditingField : messages.isLookingAt)(name, labelOf(editor.field));
  };
  return (
    <div className="nc nc-presence">
      {others.length > 0 && (
        <ul className="nc-presence-people">
          {shown.map((editor) => (
            <Face key={editor.id} name={tell(editor)} text={initialsOf(editor.name)} state={editor.state} />
          ))}
          {more > 0 && <Face name={messages.morePeople(more)} text={`+${more}`} state="more" />}
        </ul>
      )}
      <span role="status">
        {near?.field
          ? messages.isInField(nameOf(near), labelOf(near.field))
          : names.length > mostNames
            ? messages.manyAreHere(names.slice(0, mostNames), names.length - mostNames)
            : names.length > 0 && messages.areHere(names)}
      </span>
    </div>
  );
}

interface FaceProps {
  readonly name: string;
  readonly text: string;
  readonly state: Editor['state'] | 'more';
}

function Face({ name, text, state }: FaceProps) {
  return (
    <li>
      <span className="nc-avatar" role="img" aria-label={name} title={name} data-state={state}>
        <span aria-hidden="true">{text}</span>
      </span>
    </li>
  );
}

/** "Second editor" is SE, "Zoë" is Z. */
function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/u);
  const picked = words.length > 1 ? [words[0], words.at(-1)] : words;
  return picked.map((word) => [...(word ?? '')][0]?.toLocaleUpperCase() ?? '').join('') || '?';
}

function pathOf(pointer: string): string[] {
  return pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
}
