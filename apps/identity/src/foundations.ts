import { subjectsWithoutKey } from '#encryption';
import type { Foundation } from '#verification';

/** The key that opens a person's profile; one that was destroyed on purpose has a row that says so. */
const dataKey: Foundation = {
  table: 'encryption.data_keys',
  async missing(client, tenant, histories) {
    const people = histories.filter(({ streamType }) => streamType === 'account');
    const without = await subjectsWithoutKey(
      client,
      tenant,
      people.map(({ streamId }) => streamId),
    );
    return new Map([...without].map((streamId) => [streamId, 'the key of the profile is missing']));
  },
};

export const foundations: readonly Foundation[] = [dataKey];
