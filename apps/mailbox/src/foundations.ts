import type { DataKeys } from '#encryption';
import type { Foundation } from '#verification';
import type { CaseOfThread } from './domain/thread';

/** The key that opens what was written in a thread: one for each case. */
const dataKey = (keys: DataKeys): Foundation => ({
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
    const unusable = await keys.unusable(
      client,
      tenant,
      sealed.map(({ applicationId }) => applicationId),
    );
    return new Map(
      sealed.flatMap(({ streamId, applicationId }) => {
        const wrong = unusable.get(applicationId);
        return wrong === undefined ? [] : [[streamId, `the key of its content ${wrong}`] as const];
      }),
    );
  },
});

export const foundations = (keys: DataKeys): readonly Foundation[] => [dataKey(keys)];
