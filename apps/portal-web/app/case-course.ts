import type { Schema } from '#api-client';

export type Case = Schema<'CaseView'>;
export type Listed = Schema<'ListedApplicationView'>;
export type Payment = NonNullable<Listed['payment']>;
type Status = Case['status'];

/**
 * What comes next in a case, and so who has to act: the person (`fill-in`, `pay`, `supply`, `open-notice`), their bank
 * (`payment-under-way`), the city (`review`, `notice-coming`, `notice-by-post`), or nobody.
 */
export type NextStep =
  | { readonly is: 'fill-in'; readonly until?: string }
  | { readonly is: 'pay'; readonly until?: string }
  | { readonly is: 'supply'; readonly until?: string }
  | { readonly is: 'open-notice'; readonly noticeId: string; readonly until?: string }
  | { readonly is: 'payment-under-way' }
  | { readonly is: 'review'; readonly until?: string }
  | { readonly is: 'notice-coming' }
  | { readonly is: 'notice-by-post' }
  | { readonly is: 'nothing' };

/** Payments that wait for the person: nothing has been paid, or the money went back. */
const owing: readonly Payment[] = ['open', 'failed', 'cancelled', 'returned', 'charged-back'];
/** Over: nobody waits for anything any more. */
const over: readonly Status[] = ['withdrawn', 'expired'];
/** Decided, and whatever comes after it. */
const finished: readonly Status[] = [
  ...['decided-granted', 'decided-partly', 'decided-rejected', 'notice-available', 'closed'],
  ...over,
] as Status[];

/** Whether the fee waits for the person. @param payment how far it is; null or undefined where nothing is owed */
export function isOwed(status: Status, payment: Payment | null | undefined): boolean {
  return payment !== null && payment !== undefined && owing.includes(payment) && !over.includes(status);
}

/** Whether it was decided, or given up: what comes after it is another application. */
export function isOver({ status }: Pick<Case, 'status'>): boolean {
  return finished.includes(status);
}

/** Where a case stands in the list of a person: what may wait for them is looked at more closely. */
export function groupOf({
  status,
  payment,
}: Pick<Listed, 'status' | 'payment'>): 'draft' | 'running' | 'finished' {
  if (status === 'draft') return 'draft';
  return finished.includes(status) && !isOwed(status, payment) ? 'finished' : 'running';
}

/** Whether the person may have to act: only the case itself says whether a notice was opened, and what is asked for. */
export function mayWait({
  status,
  payment,
  actionRequired,
}: Pick<Listed, 'status' | 'payment' | 'actionRequired'>): boolean {
  return actionRequired || status === 'notice-available' || isOwed(status, payment);
}

/** The notice that lies in the mailbox and was not opened yet; of several the last one. */
export function unopenedNotice({ notices }: Pick<Case, 'notices'>): Case['notices'][number] | undefined {
  return notices.findLast(
    ({ delivery, noticeId, retrieved, provisionEnded, replacedBy }) =>
      delivery === 'mailbox' &&
      noticeId !== undefined &&
      !retrieved &&
      provisionEnded === undefined &&
      replacedBy === undefined,
  );
}

/** What comes next in a case; of two things that wait for the person the more urgent one. */
export function nextStepOf(
  shown: Pick<Case, 'status' | 'order' | 'draft' | 'documentRequest' | 'notices' | 'clock'>,
): NextStep {
  const { status, order, draft, documentRequest } = shown;
  const notice = unopenedNotice(shown);
  if (status === 'action-required') return { is: 'supply', ...until(documentRequest?.dueOn) };
  if (notice?.noticeId !== undefined && !over.includes(status))
    return { is: 'open-notice', noticeId: notice.noticeId, ...until(notice.providedUntil?.on) };
  if (isOwed(status, order?.payment)) return { is: 'pay', ...until(order?.payBy) };
  switch (status) {
    case 'draft':
      return { is: 'fill-in', ...until(draft?.endsAt) };
    case 'submitted':
      return order === undefined ? { is: 'review' } : { is: 'payment-under-way' };
    case 'filed':
    case 'in-processing':
      return { is: 'review', ...until(shown.clock?.target?.on) };
    case 'decided-granted':
    case 'decided-partly':
    case 'decided-rejected':
      return { is: shown.notices.at(-1)?.delivery === 'mailbox' ? 'notice-coming' : 'notice-by-post' };
    case 'notice-available':
    case 'closed':
    case 'withdrawn':
    case 'expired':
      return { is: 'nothing' };
  }
}

/** Whether what comes next is up to the person. */
export function isUpToYou({ is }: NextStep): boolean {
  return is === 'fill-in' || is === 'pay' || is === 'supply' || is === 'open-notice';
}

const until = (at: string | undefined) => (at === undefined ? {} : { until: at });
