import { subjectsWithoutKey } from '#encryption';
import type { Foundation } from '#verification';
import type { CaseOfThread } from './domain/thread';

/** The key that opens what was written in a thread: one for each case. */
const dataKey: Foundation = {
  table: 'encryption.data_keys',
  async missing(client, tenant, histories) {
    const sealed = histories
      .filter(({ streamType }) => streamType === 'thread')
      .flatMap(({ streamId, events }) =>
        events
          .filter(({ data }) => 'content' in Object(data))
          .slice(0, 1)
          .map(({ data }) => ({ streamId, applicationId: (data as CaseOfThread).applicationId })),
      );
    const without = await subjectsWithoutKey(
      client,
      tenant,
      sealed.map(({ applicationId }) => applicationId),
    );
    return new Map(
      sealed
        .filter(({ applicationId }) => without.has(applicationId))
        .map(({ streamId }) => [streamId, 'the key of its content is missing']),
    );
  },
};

export const foundations: readonly Foundation[] = [dataKey];
