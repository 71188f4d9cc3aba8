import type { VersionedForm } from 'noclobber/form';
import type { Article } from '../article.js';

/** What a visitor can try, with the next step marked. */
export function Hint({ form }: { readonly form: VersionedForm<Article> }) {
  const isTitleChanged = form.unsaved.includes('title');
  const areBoth = form.theirChanges.some(({ path, kind }) => path[0] === 'title' && kind === 'both');
  const next = areBoth ? 2 : isTitleChanged ? 1 : 0;
  const steps = ['Change the title here.', 'Let the second editor change it too.', 'Save.'];
  return (
    <ol className="room-hint" aria-label="Try this">
      {steps.map((step, index) => (
        <li key={step} aria-current={index === next ? 'step' : undefined}>
          {step}
        </li>
      ))}
    </ol>
  );
}
