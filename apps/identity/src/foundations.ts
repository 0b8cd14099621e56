import type { DataKeys } from '#encryption';
import type { Foundation } from '#verification';

/** The key that opens a person's profile; one that was destroyed on purpose has a row that says so. */
const dataKey = (keys: DataKeys): Foundation => ({
  table: 'encryption.data_keys',
  async missing(client, tenant, histories) {
    const people = histories.filter(({ streamType }) => streamType === 'account');
    const unusable = await keys.unusable(
      client,
      tenant,
      people.map(({ streamId }) => streamId),
    );
    return new Map([...unusable].map(([streamId, wrong]) => [streamId, `the key of the profile ${wrong}`]));
  },
});

export const foundations = (keys: DataKeys): readonly Foundation[] => [dataKey(keys)];
