import { nextStepOf, type Case } from './case-course';

/** What of a case that waits for the person stands in the list. */
export type Waiting = ReturnType<typeof waitingOf>;

/** What of a case the list shows where it waits for the person. */
export function waitingOf(shown: Case) {
  const { id, title, reference, status, statusLabel, order, documentRequest } = shown;
  const { text = '', documents = [] } = documentRequest ?? {};
  return {
    id,
    title,
    reference,
    status,
    statusLabel,
    order,
    asked: { text, documents },
    step: nextStepOf(shown),
  };
}
