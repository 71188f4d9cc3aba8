import { formatPath, type Path, type PathStep } from '../core/index.js';

/** What people call the field at a path: its label, or its name spelled out. What is inside follows: "Address › City". */
export function fieldLabel(path: Path, labels: Readonly<Record<string, string | undefined>> = {}): string {
  return path
    .map((step, index) => (index === 0 ? labels[String(step)] : undefined) ?? spellOut(step))
    .join(' › ');
}

function spellOut(step: PathStep): string {
  if (typeof step === 'object') return String(step.value);
  if (typeof step === 'number') return String(step + 1);
  const words = step
    .replaceAll(/([a-z\d])([A-Z])/g, '$1 $2')
    .replaceAll(/[_-]+/g, ' ')
    .trim()
    .toLowerCase();
  return words ? words.charAt(0).toUpperCase() + words.slice(1) : formatPath([step]);
}
