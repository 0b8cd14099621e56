import { randomUUID } from 'node:crypto';
import type { Proof } from '../src/domain/proof';
import { ErasuresAgain } from '../src/erasures-again';
import { identity, people } from './own-identity';
import { anna, bundIdProof, servicekontoProof } from './proofs';
import { nothingOf, sessionIn, slugOf } from './running-identity';

const tenant = 'dueren';
interface Me {
  readonly personId: string;
  readonly attributes: Readonly<Record<string, { value: string }>>;
}
const me = async (session: string) =>
  (await (await people.as(session, '/portal/me', {}, tenant)).json()) as Me;
const handleOf = async (session: string) => {
  const { token } = (await (await people.askForToken(session, tenant)).json()) as { token: string };
  return (JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as { sid: string }).sid;
};
const offer = async (session: string) =>
  (await (await people.as(session, '/portal/me/move', {}, tenant)).json()) as { offered: boolean };
const askForLink = (session: string) =>
  people.as(session, '/portal/me/move/link', { method: 'POST' }, tenant);
const open = (session: string, token: string) =>
  people.as(session, `/portal/sign-in/move?token=${token}`, { method: 'POST' }, tenant);

async function lastMail() {
  const [last] = await identity.query<{ stream_id: string }>(
    tenant,
    `SELECT stream_id FROM event_store.events WHERE type = 'MoveProofRequested' ORDER BY position DESC LIMIT 1`,
  );
  const mail = (await (await people.mailOf(last?.stream_id ?? '', tenant)).json()) as {
    email: string;
    url: string;
  };
  return { email: mail.email, token: new URL(mail.url).searchParams.get('token') ?? '' };
}

/** Both accounts of one person: the old one at Servicekonto.NRW, and a session of the new one by BundID. */
let nth = 0;
async function both({ other = {}, email }: { other?: Partial<typeof anna>; email?: string } = {}) {
  const number = ++nth;
  const address = `anna-${number}@example.org`;
  const old = servicekontoProof(`servicekonto-${number}`, anna, address);
  const oldSession = await people.signInWith(old, tenant);
  await people.as(
    oldSession,
    '/portal/me',
    { ...identity.json('PATCH', { phone: '02421 1' }), headers: { 'if-match': '*' } },
    tenant,
  );
  const proof = bundIdProof(`bpk-${number}`, { ...anna, ...other }, { email: email ?? address });
  const session = await people.signInWith(proof, tenant);
  return { address, old, proof, session, oldPerson: await me(oldSession) };
}
/** Comes back from Servicekonto.NRW, in a session that went there for the move. */
async function proveBy(proof: ReturnType<typeof servicekontoProof>, session: string) {
  const { personId } = await me(session);
  const purpose = { kind: 'move', personId, session: await handleOf(session) } as const;
  return people.comeBack(proof, { tenant, purpose, session });
}

describe('W11 who comes by BundID moves the account of Servicekonto.NRW', () => {
  test('by signing in there: data stays, and BundID leads to it from now on', async () => {
    const { old, proof, session, oldPerson } = await both();
    const newPerson = await me(session);
    expect(await offer(session)).toEqual({
      offered: true,
      signIn: '/api/sign-in/servicekonto-nrw/start?purpose=move',
    });
    const moved = await proveBy(old, session);
    expect(moved.status).toBe(303);
    const after = await me(sessionIn(moved));
    expect([after.personId, after.attributes['phone']?.value]).toEqual([oldPerson.personId, '02421 1']);

    expect((await me(await people.signInWith(proof, tenant))).personId).toBe(oldPerson.personId);
    expect((await me(await people.signInWith(old, tenant))).personId).toBe(oldPerson.personId);
    expect((await people.askForToken(session, tenant)).status).toBe(404);
    const rows = await identity.query<{ type: string; stream_id: string }>(
      tenant,
      `SELECT type, stream_id FROM event_store.events WHERE stream_id = ANY ($1)
         AND type IN ('MovedFrom', 'MovedInto', 'WayInAdded') ORDER BY position`,
      [[oldPerson.personId, newPerson.personId]],
    );
    expect(rows).toEqual([
      { type: 'MovedInto', stream_id: newPerson.personId },
      { type: 'MovedFrom', stream_id: oldPerson.personId },
      { type: 'WayInAdded', stream_id: oldPerson.personId },
    ]);
  });

  test('by the link that was sent to the address of the old account', async () => {
    const { address, session, oldPerson } = await both();
    expect((await askForLink(session)).status).toBe(202);
    const { email, token } = await lastMail();
    expect(email).toBe(address);
    const path = `/portal/sign-in/move?token=${token}`;
    const page = await people.as(session, path, { headers: { accept: 'text/html' } }, tenant);
    expect(await page.text()).toContain('Möchten Sie Ihr Konto zur BundID umziehen?');
    const moved = await open(session, token);
    expect(moved.status).toBe(303);
    expect((await me(sessionIn(moved))).personId).toBe(oldPerson.personId);
  });

  test('also when capitals, or the way an accent is written, differ', async () => {
    const { session } = await both({ other: { familyName: 'MUSTER' } });
    expect((await offer(session)).offered).toBe(true);
  });
});

describe('W11 nobody takes over an account of somebody else', () => {
  test.each([
    ['another date of birth', { other: { dateOfBirth: '1980-03-01' } }],
    ['a name that differs by an accent', { other: { familyName: 'Müster' } }],
    ['another given name', { other: { givenName: 'Anne' } }],
    ['another address', { email: 'somebody.else@example.org' }],
  ])('with %s: nothing is offered, sent or moved', async (_, other) => {
    const { old, session, oldPerson } = await both(other);
    expect(await offer(session)).toEqual({ offered: false });
    expect(await slugOf(await askForLink(session))).toBe('move-not-offered');
    expect(await slugOf(await proveBy(old, session))).toBe('move-not-offered');
    expect((await me(session)).personId).not.toBe(oldPerson.personId);
  });

  test('with what they typed themselves in the place of what BundID tells', async () => {
    await both();
    const { dateOfBirth: _, ...unborn } = anna;
    const proof = bundIdProof('bpk-typed', unborn, { email: `anna-${nth}@example.org` });
    const session = await people.signInWith(proof, tenant);
    await people.as(
      session,
      '/portal/me',
      { ...identity.json('PATCH', { dateOfBirth: anna.dateOfBirth }), headers: { 'if-match': '*' } },
      tenant,
    );
    expect(await offer(session)).toEqual({ offered: false });
  });

  test('without a proof of the old side, or with the one of another account', async () => {
    const { old, session, oldPerson } = await both();
    const another = servicekontoProof('servicekonto-of-somebody-else', anna, 'else@example.org');
    expect(await slugOf(await proveBy(another, session))).toBe('move-not-proven');
    const bundId = bundIdProof('bpk-of-somebody-else', anna);
    expect(await slugOf(await proveBy(bundId, session))).toBe('move-not-proven');
    // Whoever else might tell the same name of somebody: only Servicekonto.NRW proves the old side.
    expect(await slugOf(await proveBy({ ...old, method: 'google' }, session))).toBe('move-not-proven');
    expect((await me(session)).personId).not.toBe(oldPerson.personId);
  });

  test('with a link that was asked for in another session, or that comes from elsewhere', async () => {
    const { proof, session } = await both();
    await askForLink(session);
    const { token } = await lastMail();
    const otherBrowser = await people.signInWith(proof, tenant);
    expect(await slugOf(await open(otherBrowser, token))).toBe('address-link-unusable');
    const stranger = await people.signInWith(bundIdProof('bpk-stranger', anna), tenant);
    expect(await slugOf(await open(stranger, token))).toBe('move-not-offered');
    expect(await slugOf(await open(session, token.replace(/..$/, 'xx')))).toBe('address-link-unusable');
    expect((await open(session, token)).status).toBe(303);
  });

  test('with a link that confirms an address, although it goes to the same mailbox', async () => {
    const { address, session } = await both();
    const asked = await people.as(
      session,
      '/portal/me/contact-address',
      identity.json('POST', { email: address }),
      tenant,
    );
    expect(asked.status).toBe(202);
    const [link] = await identity.query<{ id: string }>(
      tenant,
      'SELECT id FROM identity.address_links ORDER BY expires_at DESC LIMIT 1',
    );
    const { url } = (await (await people.mailOf(link?.id ?? '', tenant)).json()) as { url: string };
    const token = new URL(url).searchParams.get('token') ?? '';
    expect(await slugOf(await open(session, token))).toBe('address-link-unusable');
  });

  test('with a link to an address that the old account has no more', async () => {
    const { old, address, proof, session } = await both();
    await askForLink(session);
    const { token } = await lastMail();
    // Both sides have another address since, and the mailbox of the former one may be anybody's.
    const email = { value: `new-${address}`, source: 'self', level: 'low' } as const;
    const with_ = (told: Proof): Proof => ({
      ...told,
      profile: { ...told.profile, attributes: { ...told.profile.attributes, email } },
    });
    await people.signInWith(with_(old), tenant);
    const { personId } = await me(session);
    const purpose = { kind: 'step-up', personId, session: await handleOf(session) } as const;
    const raised = sessionIn(await people.comeBack(with_(proof), { tenant, purpose, session }));
    expect((await offer(raised)).offered).toBe(true);
    expect(await slugOf(await open(raised, token))).toBe('address-link-unusable');
  });

  test('where the old account is somebody’s BundID already, or where several could be meant', async () => {
    const { old, session } = await both();
    const oldSession = await people.signInWith(old, tenant);
    const { personId } = await me(oldSession);
    const purpose = { kind: 'step-up', personId, session: await handleOf(oldSession) } as const;
    const own = bundIdProof(`bpk-own-${nth}`, anna);
    expect((await people.comeBack(own, { tenant, purpose, session: oldSession })).status).toBe(303);
    expect(await offer(session)).toEqual({ offered: false });

    const { address, session: other } = await both();
    expect((await offer(other)).offered).toBe(true);
    const twin = await people.signInWith(servicekontoProof(`twin-${nth}`, anna, address), tenant);
    expect(await offer(other)).toEqual({ offered: false });
    // Nor is one account of Servicekonto.NRW moved to another one.
    expect(await offer(twin)).toEqual({ offered: false });
  });

  test('out of an account that no BundID leads to', async () => {
    const { address } = await both();
    const elsewhere = servicekontoProof(`elsewhere-${nth}`, anna, address);
    const session = await people.signInWith(elsewhere, tenant);
    const { personId } = await me(session);
    await identity.query(tenant, 'DELETE FROM identity.movable_accounts WHERE person_id = $1', [personId]);
    expect(await offer(session)).toEqual({ offered: false });
  });

  test('in a session that ended meanwhile, or as somebody else', async () => {
    const { old, session } = await both();
    const { personId } = await me(session);
    const purpose = { kind: 'move', personId, session: await handleOf(session) } as const;
    const other = await people.signInWith(bundIdProof(`bpk-other-${nth}`, anna), tenant);
    const refused = await people.comeBack(old, { tenant, purpose, session: other });
    expect(await slugOf(refused)).toBe('step-up-session-ended');
  });
});

test('W11 an account with applications of its own is merged with nothing', async () => {
  const { old, session } = await both();
  identity.others.answer = ({ url = '' }) => ({ body: { ...nothingOf(url), drafts: 1 } });
  const { personId } = await me(session);
  const refused = await proveBy(old, session);
  expect([refused.status, await slugOf(refused)]).toEqual([409, 'move-account-used']);
  expect((await me(session)).personId).toBe(personId);
});

test('W11 it is done once, also when asked twice at the same time', async () => {
  const { session, oldPerson } = await both();
  await askForLink(session);
  const { token } = await lastMail();
  const answers = await Promise.all([open(session, token), open(session, token)]);
  const moved = answers.filter(({ status }) => status === 303);
  expect(moved).toHaveLength(1);
  expect(Math.max(...answers.map(({ status }) => status))).toBeLessThan(500);
  const after = sessionIn(moved[0] ?? Response.error());
  expect((await me(after)).personId).toBe(oldPerson.personId);
  expect(await slugOf(await open(after, token))).toBe('move-not-offered');
});

test('W11 what a process left that ended in the middle is finished when the next one starts', async () => {
  const { old, session, oldPerson } = await both();
  expect((await proveBy(old, session)).status).toBe(303);
  const moved = async () => {
    const events = await identity.query<{ version: number }>(
      tenant,
      `SELECT version FROM event_store.events WHERE stream_id = $1 AND type = 'MovedFrom'`,
      [oldPerson.personId],
    );
    return events.length;
  };
  await identity.query(
    tenant,
    `INSERT INTO identity.unfinished_moves (tenant, from_person, to_person, method, proven_by, session)
     VALUES ($1, $2, $3, 'bundid', 'servicekonto-nrw', $4)`,
    [tenant, randomUUID(), oldPerson.personId, randomUUID()],
  );
  expect(await moved()).toBe(1);
  await identity.get(ErasuresAgain).finishMoves(tenant);
  await identity.get(ErasuresAgain).finishMoves(tenant);
  expect(await moved()).toBe(2);
});

test('W11 while the application service does not answer nothing moves, and it is said', async () => {
  const { old, session } = await both();
  identity.others.answer = () => ({ status: 503, body: {} });
  const refused = await proveBy(old, session);
  expect([refused.status, await slugOf(refused)]).toEqual([503, 'temporarily-unavailable']);
});
