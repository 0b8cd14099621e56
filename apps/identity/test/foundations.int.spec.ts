import type { CheckedStreams } from '#verification';
import { identity, people } from './own-identity';

/** What accounts and links stand on beside their events. */

beforeAll(async () => {
  await people.signIn('anna@example.org');
  await people.signIn('ben@example.org');
});

async function differences(): Promise<readonly object[]> {
  const auditor = { kind: 'service', sub: 'service:audit' } as const;
  const checked = (await (await identity.send('/internal/streams', auditor)).json()) as CheckedStreams;
  return checked.streams.flatMap((stream) => stream.differences);
}

test.each([
  [
    'the key of a person was exchanged',
    `UPDATE encryption.data_keys SET wrapped_key = '\\x00' WHERE subject_id = (SELECT id FROM identity.persons LIMIT 1)`,
    {
      readModel: 'encryption.data_keys',
      differing: ['the key of the profile was changed or belongs to another'],
    },
  ],
  [
    'the key of the city was exchanged',
    `UPDATE encryption.data_keys SET wrapped_key = '\\x00' WHERE subject_id NOT IN (SELECT id FROM identity.persons)`,
    {
      readModel: 'encryption.data_keys',
      differing: ['the key of the city was changed or belongs to another'],
    },
  ],
  [
    'the key of a person was destroyed',
    `SELECT encryption.destroy_key(tenant, id) FROM (SELECT tenant, id FROM identity.persons OFFSET 1) AS other`,
    {
      readModel: 'encryption.data_keys',
      differing: ['the key of the profile was destroyed, and no event says why'],
    },
  ],
  [
    'a citizen was made staff',
    `UPDATE identity.persons SET kind = 'staff' WHERE id = (SELECT id FROM identity.persons LIMIT 1)`,
    { readModel: 'identity.persons', differing: ['the kind of the person was changed'] },
  ],
  [
    'a person is gone',
    `WITH signed_out AS (DELETE FROM identity.sessions)
     DELETE FROM identity.persons WHERE id = (SELECT id FROM identity.persons LIMIT 1)`,
    { readModel: 'identity.persons', differing: ['the person is missing'] },
  ],
])('%s: named once', async (_what, tamper, difference) => {
  const before = await differences();
  await identity.query('duisburg', tamper);
  // Two of them may look alike: each one that was there before stands for one that is there now.
  const known = before.map((one) => JSON.stringify(one));
  const added = (await differences()).filter((found) => {
    const at = known.indexOf(JSON.stringify(found));
    if (at !== -1) known.splice(at, 1);
    return at === -1;
  });
  expect(added).toEqual([difference]);
});
