const openQuestions = '[data-question="open"]';

/** Focuses the first open question in an element. */
export function goToQuestion(within: HTMLElement | null): void {
  focusOn(within?.querySelector(openQuestions));
}

/** Focuses the next open question after the one that has the focus, or the one before it; round and round. */
export function goToNextQuestion(within: HTMLElement | null, direction: 1 | -1): void {
  const open = [...(within?.querySelectorAll(openQuestions) ?? [])];
  const here = document.activeElement;
  const isAfter = (question: Element) =>
    here !== null &&
    !question.contains(here) &&
    Boolean(here.compareDocumentPosition(question) & Node.DOCUMENT_POSITION_FOLLOWING);
  const isBefore = (question: Element) =>
    here !== null &&
    !question.contains(here) &&
    Boolean(here.compareDocumentPosition(question) & Node.DOCUMENT_POSITION_PRECEDING);
  focusOn(direction === 1 ? (open.find(isAfter) ?? open[0]) : (open.findLast(isBefore) ?? open.at(-1)));
}

function focusOn(question: Element | null | undefined): void {
  question?.querySelector<HTMLElement>('input[type="radio"]')?.focus();
}
