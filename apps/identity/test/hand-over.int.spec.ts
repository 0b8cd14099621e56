import { callback, otherPortal, portal, Visitor } from './other-portal';
import { identity, people } from './own-identity';
import { anna, bundIdProof } from './proofs';

const tenant = 'wuppertal';
let nth = 0;
async function signedIn(): Promise<Visitor> {
  const proof = bundIdProof(
    `bpk-hand-over-${++nth}`,
    { ...anna, nationality: 'D' },
    { email: 'anna@example.org' },
  );
  return new Visitor(identity, await people.signInWith(proof, tenant));
}
const pageOf = async ({ at, response }: { at: string; response: Response }) => ({
  at,
  html: await response.text(),
});
const consentsOf = async ({ session = '' }: Visitor) => {
  const answer = await people.as(session, '/portal/me/consents', {}, tenant);
  return { etag: answer.headers.get('etag') ?? '', ...((await answer.json()) as { handOvers: object[] }) };
};
const withdraw = async (visitor: Visitor) =>
  people.as(
    visitor.session ?? '',
    '/portal/me/consents?client=kinderbetreuung',
    { method: 'DELETE', headers: { 'if-match': (await consentsOf(visitor)).etag } },
    tenant,
  );

describe('R16 W13 Wuppertal hands data over to its Kinderbetreuungsportal', () => {
  test('after the person saw which data goes where, with its values, and agreed', async () => {
    const kita = otherPortal(identity);
    const visitor = await signedIn();
    const begun = await kita.begin();
    const asked = await visitor.open(begun.url);
    expect(asked.at).toContain(`${portal}/api/hand-over/consent/`);
    const policy = asked.response.headers.get('content-security-policy');
    expect(policy).toContain("form-action 'self' http://127.0.0.1:8095");
    const page = await pageOf(asked);
    expect(page.html).toContain('an „Kinderbetreuungsportal“ weitergeben?');
    for (const shown of [
      '>Familienname</dt><dd class="kern-description-list-item__value">Muster</dd>',
      '>E-Mail-Adresse</dt><dd class="kern-description-list-item__value">anna@example.org</dd>',
    ])
      expect(page.html).toContain(shown);
    expect(page.html).not.toContain('Staatsangehörigkeit');

    const { at } = await visitor.answer(page, 'agree');
    expect(at.startsWith(callback)).toBe(true);
    const { claims, accessToken } = await kita.end(at, begun);
    const told = {
      given_name: 'Anna',
      family_name: 'Muster',
      birthdate: '1980-02-29',
      email: 'anna@example.org',
      email_verified: false,
      address: { street_address: 'Burgplatz 19', postal_code: '47051', locality: 'Duisburg' },
    };
    expect(claims).toMatchObject(told);
    for (const never of ['nationality', 'phone_number', 'title']) expect(claims).not.toHaveProperty(never);
    expect(await kita.userInfo(accessToken, claims?.sub ?? '')).toEqual({ sub: claims?.sub, ...told });
  });

  test('under a name of its own for each portal, which says nothing about the person', async () => {
    const kita = otherPortal(identity);
    const visitor = await signedIn();
    const begun = await kita.begin();
    const { at } = await visitor.answer(await pageOf(await visitor.open(begun.url)), 'agree');
    const { claims } = await kita.end(at, begun);
    const me = (await (await people.as(visitor.session ?? '', '/portal/me', {}, tenant)).json()) as {
      personId: string;
    };
    expect(claims?.sub).toMatch(/^[\w-]{43}$/);
    expect(JSON.stringify(claims)).not.toContain(me.personId);
  });

  test('not when the person says no', async () => {
    const kita = otherPortal(identity);
    const visitor = await signedIn();
    const begun = await kita.begin();
    const { at } = await visitor.answer(await pageOf(await visitor.open(begun.url)), 'decline');
    expect(new URL(at).searchParams.get('error')).toBe('access_denied');
    await expect(kita.end(at, begun)).rejects.toThrow();
  });

  test("who is not signed in does that first and comes back; the values are nobody else's to see", async () => {
    const visitor = new Visitor(identity);
    const page = await pageOf(await visitor.open((await otherPortal(identity).begin()).url));
    expect(page.html).toContain('Bitte melden Sie sich zuerst an.');
    const returnTo = encodeURIComponent(new URL(page.at).pathname);
    expect(page.html).toContain(`/anmelden?zurueck=${returnTo}`);
    visitor.session = (await signedIn()).session ?? '';
    const asked = await pageOf(await visitor.open(page.at));
    expect(asked.html).toContain('>Muster</dd>');
    const elsewhere = await pageOf(await (await signedIn()).open(page.at));
    expect(elsewhere.html).toContain('Diese Weitergabe ist nicht mehr offen.');
  });
});

describe('R16 W13 a consent that is remembered', () => {
  test('is asked for once, listed, taken back, and its tokens end with it', async () => {
    const kita = otherPortal(identity);
    const visitor = await signedIn();
    const first = await kita.begin();
    const back = await visitor.answer(await pageOf(await visitor.open(first.url)), 'agree', true);
    const { claims, accessToken } = await kita.end(back.at, first);
    expect((await consentsOf(visitor)).handOvers).toEqual([
      {
        client: 'kinderbetreuung',
        name: 'Kinderbetreuungsportal',
        data: expect.arrayContaining(['Vorname', 'Geburtsdatum']),
        givenAt: expect.stringMatching(/Z$/),
      },
    ]);

    const second = await kita.begin();
    const again = await visitor.open(second.url);
    expect(again.at.startsWith(callback)).toBe(true);
    expect((await kita.end(again.at, second)).claims?.sub).toBe(claims?.sub);

    expect((await withdraw(visitor)).status).toBe(200);
    expect((await consentsOf(visitor)).handOvers).toEqual([]);
    await expect(kita.userInfo(accessToken, claims?.sub ?? '')).rejects.toThrow();
    expect((await visitor.open((await kita.begin()).url)).at).toContain('/api/hand-over/consent/');
    const events = await identity.query<{ type: string }>(
      tenant,
      `SELECT type FROM event_store.events WHERE type LIKE 'HandOver%' ORDER BY position DESC LIMIT 2`,
    );
    expect(events.map(({ type }) => type)).toEqual(['HandOverWithdrawn', 'HandOverAgreed']);
  });

  test("is nobody else's: another person in the same browser is asked, and a person who left is not there", async () => {
    const kita = otherPortal(identity);
    const visitor = await signedIn();
    await visitor.answer(await pageOf(await visitor.open((await kita.begin()).url)), 'agree', true);
    visitor.session = (await signedIn()).session ?? '';
    const other = await pageOf(await visitor.open((await kita.begin()).url));
    expect(other.html).toContain('weitergeben?');
    delete visitor.session;
    const left = await pageOf(await visitor.open((await kita.begin()).url));
    expect(left.html).toContain('Bitte melden Sie sich zuerst an.');
  });

  test('covers what it was given for: for more than that the person is asked, and until then it is not told', async () => {
    const kita = otherPortal(identity);
    const visitor = await signedIn();
    const first = await kita.begin();
    const back = await visitor.answer(await pageOf(await visitor.open(first.url)), 'agree', true);
    const { claims, accessToken } = await kita.end(back.at, first);
    const { personId } = (await (
      await people.as(visitor.session ?? '', '/portal/me', {}, tenant)
    ).json()) as { personId: string };
    // As if the city had added the date of birth since.
    await identity.query(
      tenant,
      `UPDATE identity.hand_over_consents SET attributes = array_remove(attributes, 'dateOfBirth') WHERE person_id = $1`,
      [personId],
    );
    const told = await kita.userInfo(accessToken, claims?.sub ?? '');
    expect(told).toMatchObject({ given_name: 'Anna' });
    expect(told).not.toHaveProperty('birthdate');
    const second = await kita.begin();
    expect((await visitor.open(second.url)).at).toContain('/api/hand-over/consent/');
  });

  test('that was given once is asked for again', async () => {
    const kita = otherPortal(identity);
    const visitor = await signedIn();
    await visitor.answer(await pageOf(await visitor.open((await kita.begin()).url)), 'agree');
    expect((await consentsOf(visitor)).handOvers).toEqual([]);
    expect((await visitor.open((await kita.begin()).url)).at).toContain('/api/hand-over/consent/');
  });
});

test('R16 a portal on the own machine is led back to whichever port it has there (RFC 8252, 7.3)', async () => {
  const kita = otherPortal(identity);
  const visitor = await signedIn();
  const elsewhere = callback.replace('8095', '43210');
  const begun = await kita.begin({ redirect_uri: elsewhere });
  const asked = await visitor.open(begun.url);
  expect(asked.response.headers.get('content-security-policy')).toContain(
    "form-action 'self' http://127.0.0.1:43210;",
  );
  const { at } = await visitor.answer(await pageOf(asked), 'agree');
  expect(at.startsWith(elsewhere)).toBe(true);
  expect((await kita.end(at, begun)).claims).toMatchObject({ given_name: 'Anna' });
});

describe('nobody gets what is not theirs', () => {
  test.each([
    ['an address that is not listed', { redirect_uri: 'http://127.0.0.1:8095/callback/more' }],
    ['an address of another machine', { redirect_uri: 'http://127.0.0.2:8095/callback' }],
    ['an address of another site', { redirect_uri: 'https://evil.example/callback' }],
    ['another portal', { client_id: 'unknown' }],
  ])('%s is led nowhere', async (_, parameters) => {
    const visitor = await signedIn();
    const { at, response } = await visitor.open((await otherPortal(identity).begin(parameters)).url);
    expect([at.startsWith(portal), response.status]).toEqual([true, 400]);
  });

  test('without PKCE nothing begins', async () => {
    const { url } = await otherPortal(identity).begin();
    const bare = new URL(url);
    for (const name of ['code_challenge', 'code_challenge_method']) bare.searchParams.delete(name);
    const { at } = await (await signedIn()).open(bare.href);
    expect(new URL(at).searchParams.get('error')).toBe('invalid_request');
  });

  test('a code is used once, with the right secret and the right verifier', async () => {
    const kita = otherPortal(identity);
    const visitor = await signedIn();
    const begun = await kita.begin();
    const { at } = await visitor.answer(await pageOf(await visitor.open(begun.url)), 'agree');
    await expect(otherPortal(identity, 'a wrong secret').end(at, begun)).rejects.toThrow();
    const { claims, accessToken } = await kita.end(at, begun);
    await expect(kita.end(at, begun)).rejects.toThrow();
    // Whoever uses it a second time may have stolen it: what came of it ends, too.
    await expect(kita.userInfo(accessToken, claims?.sub ?? '')).rejects.toThrow();
  });

  test('a question that was not put to this browser is answered by nobody in it', async () => {
    const visitor = await signedIn();
    const mine = await pageOf(await visitor.open((await otherPortal(identity).begin()).url));
    const uid = mine.at.split('/').at(-1) ?? '';
    const other = { ...mine, at: mine.at.replace(uid, uid.split('').reverse().join('')) };
    expect((await visitor.open(other.at)).response.status).toBe(410);
    expect((await visitor.answer(other, 'agree')).response.status).toBe(410);
    expect((await consentsOf(visitor)).handOvers).toEqual([]);
  });

  test('the form counts with the token of the own session alone', async () => {
    const visitor = await signedIn();
    const page = await pageOf(await visitor.open((await otherPortal(identity).begin()).url));
    const forged = {
      ...page,
      html: page.html.replace(/name="csrfToken" value="[^"]+"/, 'name="csrfToken" value="x"'),
    };
    expect((await visitor.answer(forged, 'agree')).response.status).toBe(403);
    expect((await consentsOf(visitor)).handOvers).toEqual([]);
  });

  test('a city without such portals has no provider', async () => {
    const stranger = { kind: 'anonymous', levelOfAssurance: 'none', tenant: 'duisburg' } as const;
    expect((await identity.send('/portal/hand-over/.well-known/openid-configuration', stranger)).status).toBe(
      404,
    );
  });

  test('nothing readable is kept: no person, no token', async () => {
    const rows = await identity.query<{ payload: string; id: Buffer }>(
      tenant,
      'SELECT payload, id FROM identity.hand_over_artefacts',
    );
    expect(rows.length).toBeGreaterThan(0);
    for (const { payload } of rows) expect(payload).not.toMatch(/accountId|kinderbetreuung/);
  });

  test('an erased person is told nobody any more', async () => {
    const kita = otherPortal(identity);
    const visitor = await signedIn();
    const begun = await kita.begin();
    const { at } = await visitor.answer(await pageOf(await visitor.open(begun.url)), 'agree', true);
    const { claims, accessToken } = await kita.end(at, begun);
    const erase = identity.json('POST', { confirm: 'erase-everything' });
    expect((await people.as(visitor.session ?? '', '/portal/me/erasure', erase, tenant)).status).toBe(204);
    await expect(kita.userInfo(accessToken, claims?.sub ?? '')).rejects.toThrow();
  });
});
