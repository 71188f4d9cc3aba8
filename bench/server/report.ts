/** What is promised, and what was measured. */
export interface Bar {
  readonly promise: string;
  readonly measured: number;
  /** At least, or at most, this. */
  readonly least?: number;
  readonly most?: number;
}

/** Lists the bars and whether they are met. */
export function reportOf(bars: readonly Bar[]): string {
  return bars
    .map((bar) => `- ${bar.promise}: ${bar.measured.toFixed(2)}: ${isMet(bar) ? 'met' : 'not met'}`)
    .join('\n');
}

function isMet({ measured, least = -Infinity, most = Infinity }: Bar): boolean {
  return measured >= least && measured <= most;
}
