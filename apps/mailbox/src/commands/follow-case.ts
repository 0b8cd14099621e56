import type { CaseOfThread, DepositedNotice, Entry, Notice, Thread, ThreadEvent } from '../domain/thread';
import type { CommandDefinition } from './command';

export class FollowCaseInput {
  readonly case!: CaseOfThread & { readonly serviceKey: string; readonly reference: string };
  readonly entry?: Entry;
  readonly notice?: Omit<Notice, 'replaces' | 'replacesPostedOf'>;
  /** Version of the decision whose notice is replaced now (law 8). */
  readonly replaces?: number;
  /** Id of the notice that is not provided any more (law 1). */
  readonly ended?: string;
}

/**
 * Something happened in the case: opens its thread, adds an entry, deposits or replaces a notice, ends its provision. The same
 * event of the case has one effect.
 */
export const followCase: CommandDefinition<'follow-case', FollowCaseInput, FollowCaseInput, Thread, never> = {
  name: 'follow-case',
  summary: 'Follows an event of the case',
  sides: ['case'],
  input: FollowCaseInput,
  ownRoute: true,
  prepare: ({ input }) => input,

  decide(thread, { case: { serviceKey, reference, ...ofCase }, entry, notice, replaces, ended, at }) {
    const events: ThreadEvent[] = [];
    if (thread.status === 'none')
      events.push({ type: 'ThreadOpened', data: { ...ofCase, serviceKey, reference } });
    const known = thread.status === 'none' ? { entryIds: [], notices: [] } : thread;
    if (entry !== undefined && !known.entryIds.some((entryId) => entryId === entry.entryId))
      events.push({ type: 'EntryAdded', data: { ...ofCase, ...entry } });
    const notices: readonly DepositedNotice[] = known.notices;
    const former = notices.find(({ decisionVersion }) => decisionVersion === replaces);
    if (former !== undefined && former.replaced !== true)
      events.push({ type: 'NoticeReplaced', data: { ...ofCase, noticeId: former.noticeId, at } });
    if (notice !== undefined && !notices.some(({ noticeId }) => noticeId === notice.noticeId)) {
      const replaced = replaces === undefined ? {} : replacedBy(former, thread);
      events.push({ type: 'NoticeDeposited', data: { ...ofCase, ...notice, ...replaced } });
    }
    // Whoever retrieved it before this was heard of has it.
    const unread = notices.find(({ noticeId, retrieved }) => noticeId === ended && !retrieved);
    if (unread !== undefined && unread.provisionEnded !== true)
      events.push({ type: 'ProvisionEnded', data: { ...ofCase, noticeId: unread.noticeId, at } });
    return events;
  },
};

/** Which notice it is that a later one replaces: one of the mailbox, or one that went by post (law 8). */
function replacedBy(
  former: DepositedNotice | undefined,
  thread: Thread,
): Pick<Notice, 'replaces' | 'replacesPostedOf'> {
  if (former !== undefined) return { replaces: former.noticeId };
  // A decision replaces the one before it, which is the last that the thread has heard of.
  const decidedAt = thread.status === 'none' ? undefined : thread.decidedAt;
  return decidedAt === undefined ? {} : { replacesPostedOf: decidedAt };
}
