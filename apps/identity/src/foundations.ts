import type { DataKeys } from '#encryption';
import type { StreamHistory } from '#event-sourcing';
import type { Foundation } from '#verification';
import type { PersonKind } from './domain/account';
import { citySubject } from './secrets';

/** The key that opens a person's profile; one that was destroyed on purpose has a row that says so. */
const dataKey = (keys: DataKeys): Foundation => ({
  table: 'encryption.data_keys',
  async missing(client, tenant, histories) {
    const people = histories.filter(({ streamType }) => streamType === 'account');
    const ended = new Set(people.filter(hasEnded).map(({ streamId }) => streamId));
    const unusable = await keys.unusable(
      client,
      tenant,
      people.map(({ streamId }) => streamId),
      (id) => ended.has(id),
    );
    return new Map([...unusable].map(([streamId, wrong]) => [streamId, `the key of the profile ${wrong}`]));
  },
});

/** The key that accounts are found by and links derived from; named once, for it concerns all of them. */
const cityKey = (keys: DataKeys): Foundation => ({
  table: 'encryption.data_keys',
  async missing(client, tenant, histories) {
    const link = histories.find(({ streamType }) => streamType === 'sign-in-link');
    if (link === undefined) return new Map();
    const wrong = (await keys.unusable(client, tenant, [citySubject])).get(citySubject);
    return new Map(wrong === undefined ? [] : [[link.streamId, `the key of the city ${wrong}`]]);
  },
});

/** After these nothing of an account is left but its events (law 9, W11, R10a). */
const ends: readonly string[] = ['PersonErased', 'MovedInto', 'GuestEnded'];

function hasEnded({ events }: StreamHistory): boolean {
  return events.some(({ type }) => ends.includes(type));
}

/** The person behind an account: what they are known by and may do hangs on this row. */
const person: Foundation = {
  table: 'identity.persons',
  async missing(client, tenant, histories) {
    const accounts = histories.filter((history) => history.streamType === 'account' && !hasEnded(history));
    const { rows } = await client.query<{ id: string; kind: PersonKind }>(
      'SELECT id, kind FROM identity.persons WHERE tenant = $1 AND id = ANY ($2)',
      [tenant, accounts.map(({ streamId }) => streamId)],
    );
    const kinds = new Map(rows.map(({ id, kind }) => [id, kind]));
    const wrong = new Map<string, string>();
    for (const { streamId, events } of accounts) {
      const kind = kinds.get(streamId);
      const registered = events.find(({ type }) => type === 'PersonRegistered');
      const registeredAs = (registered?.data as { readonly kind: PersonKind } | undefined)?.kind;
      if (kind === undefined) wrong.set(streamId, 'the person is missing');
      else if (registeredAs !== undefined && registeredAs !== kind)
        wrong.set(streamId, 'the kind of the person was changed');
    }
    return wrong;
  },
};

export const foundations = (keys: DataKeys): readonly Foundation[] => [dataKey(keys), cityKey(keys), person];
