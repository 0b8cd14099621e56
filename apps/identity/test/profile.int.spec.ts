import { colleague } from './accounts';
import { identity, people } from './own-identity';
import { anna, bundIdProof } from './proofs';
import { sessionIn, slugOf } from './running-identity';

interface Me {
  readonly personId: string;
  readonly attributes: Readonly<
    Record<string, { value: string; source: string; level?: string; at?: string }>
  >;
  readonly contactAddress?: string;
}
const me = async (session: string, tenant = 'duisburg') =>
  (await (await people.as(session, '/portal/me', {}, tenant)).json()) as Me;
const values = ({ attributes }: Me) =>
  Object.fromEntries(Object.entries(attributes).map(([name, { value }]) => [name, value]));
const change = (session: string, patch: object, tenant = 'duisburg') =>
  people.as(
    session,
    '/portal/me',
    { ...identity.json('PATCH', patch), headers: { 'if-match': '*' } },
    tenant,
  );
const give = (session: string, email: string, tenant = 'duisburg') =>
  people.as(session, '/portal/me/contact-address', identity.json('POST', { email }), tenant);
const confirm = (session: string, token: string, tenant = 'duisburg') =>
  people.as(session, '/portal/me/contact-address/confirm', identity.json('POST', { token }), tenant);

/** The last link to an address of an account: the event that tells of it, and its mail. */
async function lastLink(tenant = 'duisburg') {
  const [last] = await identity.query<{ type: string; stream_id: string }>(
    tenant,
    `SELECT type, stream_id FROM event_store.events WHERE stream_type = 'address-link' ORDER BY position DESC LIMIT 1`,
  );
  const answer = await people.mailOf(last?.stream_id ?? '', tenant);
  const mail = (await answer.json()) as { email: string; url: string };
  return { type: last?.type, ...mail, token: new URL(mail.url).searchParams.get('token') ?? '' };
}

describe('what the provider tells', () => {
  test('D19b R11 stands in the profile with its source, level and time, and arrives anew with the next sign-in', async () => {
    const first = await me(await people.signInWith(bundIdProof('bpk-1', { ...anna, title: 'Dr.' })));
    expect(first.attributes['familyName']).toEqual({
      value: 'Muster',
      source: 'official',
      level: 'low',
      at: '2026-11-20T08:00:00.000Z',
      method: 'bundid',
    });
    const session = await people.signInWith(
      bundIdProof('bpk-1', { ...anna, familyName: 'Beispiel', city: 'Rees' }),
    );
    const second = await me(session);
    expect(second.personId).toBe(first.personId);
    expect(values(second)).toEqual({ ...anna, familyName: 'Beispiel', city: 'Rees' });
  });

  test('R15 R23a what the chip tells is edited by nobody, the own phone number by its owner', async () => {
    const session = await people.signInWith(
      bundIdProof('bpk-2', { ...anna, nationality: 'D' }, { level: 'high', means: 'eid' }),
    );
    expect(await slugOf(await change(session, { familyName: 'Kaiser' }))).toBe('attribute-not-editable');
    expect((await change(session, { phone: '0203 123' })).status).toBe(200);
    const later = await people.signInWith(bundIdProof('bpk-2', { ...anna, familyName: 'Kaiser' }));
    expect(values(await me(later))).toEqual({ ...anna, nationality: 'D', phone: '0203 123' });
  });
});

describe.each(['herford', 'rees'])('R15 H12 in %s whose ID card is linked', (tenant) => {
  test('needs it to change the rest of the profile', async () => {
    const linked = bundIdProof('bpk-3', anna, { level: 'high', means: 'eid' });
    const card = await people.signInWith(linked, tenant);
    expect((await change(card, { phone: '05221 1' }, tenant)).status).toBe(200);
    const password = await people.signInWith(bundIdProof('bpk-3', anna), tenant);
    const refused = await change(password, { phone: '05221 2' }, tenant);
    expect([refused.status, await slugOf(refused)]).toEqual([403, 'eid-required-for-change']);
    const elsewhere = await give(password, 'elsewhere@example.org', tenant);
    expect([elsewhere.status, await slugOf(elsewhere)]).toEqual([403, 'eid-required-for-change']);
    expect((await give(card, 'own@example.org', tenant)).status).toBe(202);
  });
});
test('D19b in Duisburg the phone number is changed without the card', async () => {
  await people.signInWith(bundIdProof('bpk-4', anna, { level: 'high', means: 'eid' }));
  const password = await people.signInWith(bundIdProof('bpk-4', anna));
  expect((await change(password, { phone: '0203 2' })).status).toBe(200);
});

describe('the address that mail goes to', () => {
  const contact = async (id: string, tenant = 'duisburg') => {
    const asked = { kind: 'service', sub: 'service:notification', tenant } as const;
    const answer = await identity.send(`/internal/persons/${id}/contact`, asked);
    return answer.status === 200 ? ((await answer.json()) as { email: string }).email : answer.status;
  };

  test('is what the directory says of staff, also in a city where each account has an address of its own', async () => {
    const values = { name: 'Minh Nguyen', email: 'm.nguyen@stadt.example' };
    for (const city of ['duisburg', 'wuppertal'])
      expect(await contact(await colleague(`mailed in ${city}`, values, [], city), city)).toBe(values.email);
    expect(await contact(await colleague('unmailed', { name: 'Jan Kowalski' }))).toBe(404);
  });

  test('R23a is another one once its link came back, and no sign-in changes it then', async () => {
    const proof = bundIdProof('bpk-5', anna, { email: 'told@example.org' });
    const session = await people.signInWith(proof);
    const { personId } = await me(session);
    expect(await contact(personId)).toBe('told@example.org');

    expect((await give(session, 'own@example.org')).status).toBe(202);
    const link = await lastLink();
    expect(link).toMatchObject({ type: 'ContactAddressGiven', email: 'own@example.org' });
    expect(await contact(personId)).toBe('told@example.org');
    expect((await confirm(session, link.token)).status).toBe(204);
    expect(await contact(personId)).toBe('own@example.org');
    expect((await me(session)).contactAddress).toBe('own@example.org');

    await people.signInWith(proof);
    expect(await contact(personId)).toBe('own@example.org');
    expect(await slugOf(await confirm(session, link.token))).toBe('address-link-unusable');
  });

  test('is confirmed by a click on a page, in the account that asked for it and in no other', async () => {
    const session = await people.signInWith(bundIdProof('bpk-6', anna));
    await give(session, 'page@example.org');
    const { token } = await lastLink();
    const other = await people.signInWith(bundIdProof('bpk-7', anna));
    expect(await slugOf(await confirm(other, token))).toBe('address-link-unusable');
    const path = `/portal/sign-in/contact-address?token=${token}`;
    const page = await people.as(session, path, { headers: { accept: 'text/html' } });
    expect([page.status, await page.text()]).toEqual([200, expect.stringContaining('p…e@example.org')]);
    expect((await people.as(session, path, { method: 'POST' })).status).toBe(200);
    expect((await me(session)).contactAddress).toBe('page@example.org');
  });

  test('is confirmed also while the provider tells the profile anew, again and again', async () => {
    const session = await people.signInWith(bundIdProof('bpk-busy', anna));
    await give(session, 'busy@example.org');
    const { token } = await lastLink();
    const again = (nth: number) =>
      people.comeBack(bundIdProof('bpk-busy', { ...anna, houseNumber: String(nth) }));
    const [confirmed, ...others] = await Promise.all([
      confirm(session, token),
      ...Array.from({ length: 10 }, (_, nth) => again(nth)),
    ]);
    expect([confirmed?.status, new Set(others.map(({ status }) => status))]).toEqual([204, new Set([303])]);
  });

  test('is sent a few links only', async () => {
    const session = await people.signInWith(bundIdProof('bpk-8', anna));
    const statuses: number[] = [];
    for (let nth = 0; nth < 6; nth++) statuses.push((await give(session, 'often@example.org')).status);
    expect(statuses).toEqual([202, 202, 202, 202, 202, 429]);
  });
});

describe('accounts', () => {
  test('are never joined by an address, nor told of each other', async () => {
    const byLink = await people.signIn('shared@example.org');
    const byBundId = await people.signInWith(bundIdProof('bpk-9', anna, { email: 'shared@example.org' }));
    expect((await me(byBundId)).personId).not.toBe((await me(byLink)).personId);
    expect((await me(await people.signIn('shared@example.org'))).personId).toBe((await me(byLink)).personId);
  });

  test('W5 in Wuppertal have an address of their own each; a clash is told by mail alone', async () => {
    await people.signIn('one@example.org', 'wuppertal');
    const session = await people.signInWith(
      bundIdProof('bpk-10', anna, { email: 'one@example.org' }),
      'wuppertal',
    );
    const { contactAddress } = await me(session, 'wuppertal');
    expect(contactAddress).toBeUndefined();

    const taken = await give(session, 'one@example.org', 'wuppertal');
    const clash = await lastLink('wuppertal');
    expect(clash).toMatchObject({ type: 'AddressFoundInUse', email: 'one@example.org', token: '' });
    const free = await give(session, 'two@example.org', 'wuppertal');
    expect([taken.status, await taken.text()]).toEqual([free.status, await free.text()]);
    const { type, token } = await lastLink('wuppertal');
    expect(type).toBe('ContactAddressGiven');
    expect((await confirm(session, token, 'wuppertal')).status).toBe(204);
    expect((await me(session, 'wuppertal')).contactAddress).toBe('two@example.org');

    const second = await people.useToken(await people.tokenFor('two@example.org', 'wuppertal'), 'wuppertal');
    expect([second.status, await slugOf(second)]).toEqual([409, 'address-in-use']);
  });

  test('W5 of two that confirm one address in Wuppertal at the same time one has it', async () => {
    const sessions = [
      await people.signInWith(bundIdProof('bpk-11', anna), 'wuppertal'),
      await people.signInWith(bundIdProof('bpk-12', anna), 'wuppertal'),
    ];
    const links = [];
    for (const session of sessions) {
      await give(session, 'race@example.org', 'wuppertal');
      links.push({ session, ...(await lastLink('wuppertal')) });
    }
    const answers = await Promise.all(
      links.map(({ session, token }) => confirm(session, token, 'wuppertal')),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([204, 409]);
  });

  test('W5 in Wuppertal are for adults; in Duisburg for minors, too', async () => {
    const minor = bundIdProof('bpk-13', { ...anna, dateOfBirth: '2015-05-05' });
    const refused = await people.comeBack(minor, { tenant: 'wuppertal' });
    expect([refused.status, sessionIn(refused), await slugOf(refused)]).toEqual([403, '', 'too-young']);
    await people.signInWith(minor);
  });
});
