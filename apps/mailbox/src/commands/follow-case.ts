import type { CaseOfThread, Entry, Notice, Thread, ThreadEvent } from '../domain/thread';
import type { CommandDefinition } from './command';

export class FollowCaseInput {
  readonly case!: CaseOfThread & { readonly serviceKey: string; readonly reference: string };
  readonly entry?: Entry;
  readonly notice?: Notice;
}

/** Something happened in the case: opens its thread, adds an entry, deposits a notice. The same event of the case has one effect. */
export const followCase: CommandDefinition<'follow-case', FollowCaseInput, FollowCaseInput, Thread, never> = {
  name: 'follow-case',
  summary: 'Follows an event of the case',
  sides: ['case'],
  input: FollowCaseInput,
  ownRoute: true,
  prepare: ({ input }) => input,

  decide(thread, { case: { serviceKey, reference, ...ofCase }, entry, notice }) {
    const events: ThreadEvent[] = [];
    if (thread.status === 'none')
      events.push({ type: 'ThreadOpened', data: { ...ofCase, serviceKey, reference } });
    const known = thread.status === 'none' ? { entryIds: [], notices: [] } : thread;
    if (entry !== undefined && !known.entryIds.some((entryId) => entryId === entry.entryId))
      events.push({ type: 'EntryAdded', data: { ...ofCase, ...entry } });
    if (notice !== undefined && !known.notices.some(({ noticeId }) => noticeId === notice.noticeId))
      events.push({ type: 'NoticeDeposited', data: { ...ofCase, ...notice } });
    return events;
  },
};
