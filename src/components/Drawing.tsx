/** A line drawing that goes with a word; it says nothing by itself. */
export function Drawing({
  path,
  className = 'nc-icon',
}: {
  readonly path: string;
  readonly className?: string;
}) {
  return (
    <svg className={className} viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      <path d={path} />
    </svg>
  );
}

/** An exclamation mark in a circle, by itself: the others come with what needs them. */
export const alertPath = 'M8 2.25a5.75 5.75 0 1 1 0 11.5 5.75 5.75 0 0 1 0-11.5M8 5v3.5M8 10.9v.1';
