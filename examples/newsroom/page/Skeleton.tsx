export interface SkeletonProps {
  /** Said to those who don't see it. */
  readonly label: string;
  readonly lines: number;
}

/** Stands in for what is being loaded; it appears only when that takes a moment. */
export function Skeleton({ label, lines }: SkeletonProps) {
  return (
    <div className="room-skeleton" role="status">
      <span className="nc-hidden">{label}</span>
      {Array.from({ length: lines }, (_, line) => (
        <span key={line} aria-hidden="true" />
      ))}
    </div>
  );
}
