import type { DataKeys } from '#encryption';
import type { Foundation } from '#verification';

/** The key that opens what is sealed in a payment: one for each. */
const dataKey = (keys: DataKeys): Foundation => ({
  table: 'encryption.data_keys',
  async missing(client, tenant, histories) {
    const ids = histories
      .filter(({ streamType }) => streamType === 'payment')
      .map(({ streamId }) => streamId);
    const unusable = await keys.unusable(client, tenant, ids);
    return new Map([...unusable].map(([streamId, wrong]) => [streamId, `the key of its content ${wrong}`]));
  },
});

export const foundations = (keys: DataKeys): readonly Foundation[] => [dataKey(keys)];
