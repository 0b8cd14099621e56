import { randomUUID } from 'node:crypto';
import { failureResponse, newId } from '#saml-provider';
import { sessionIn, slugOf } from './running-identity';
import { identity, isRefused, partner, recorded } from './saml-forger';
import {
  answerTo,
  consumerUrlOf,
  partsFor,
  providerId,
  SamlBrowser,
  signedIn,
  type Left,
} from './saml-partner';

const everything = async () => {
  const rows = await identity.query<{ payload: string }>(
    'duisburg',
    `SELECT payload FROM event_store.events WHERE type = 'SignInRefused' ORDER BY position`,
  );
  return rows.map(({ payload }) => (JSON.parse(payload) as { reason: string }).reason);
};

describe('an answer that nobody waits for is refused:', () => {
  test('a replay, as it stands in the history', async () => {
    const browser = new SamlBrowser(identity);
    const left = await browser.leave();
    const xml = await answerTo(partner, partsFor(left));
    const brought = await browser.bring(xml, left.relayState);
    expect((await browser.bring(xml, left.relayState)).status).toBe(401);
    const session = sessionIn(await browser.finish(brought, left.cookie));
    expect(session).not.toBe('');
    expect((await browser.bring(xml, left.relayState)).status).toBe(401);
    // The browser that is in is told so once more, and no other is.
    expect(sessionIn(await browser.finish(brought, left.cookie))).toBe(session);
    const elsewhere = await new SamlBrowser(identity).finish(brought, '');
    expect([elsewhere.status, sessionIn(elsewhere)]).toEqual([401, '']);
    expect((await recorded(left.relayState)).map(({ reason }) => reason)).toEqual(['replayed', 'replayed']);
  });

  test('of many at once one counts', async () => {
    const browser = new SamlBrowser(identity);
    const left = await browser.leave();
    const xml = await answerTo(partner, partsFor(left));
    const answers = await Promise.all(Array.from({ length: 8 }, () => browser.bring(xml, left.relayState)));
    expect(answers.filter(({ status }) => status === 303)).toHaveLength(1);
  });

  test('a replay in another attempt', async () => {
    const former = await new SamlBrowser(identity).leave();
    const xml = await answerTo(partner, partsFor(former));
    await isRefused(() => xml, { reason: 'wrong-request' });
  });

  test.each([
    ['an attempt that there is not', randomUUID()],
    ['no attempt', ''],
    ['something else', "'; DROP TABLE identity.persons; --"],
  ])('for %s', async (_what, relayState) => {
    const browser = new SamlBrowser(identity);
    const before = (await everything()).length;
    const answer = await browser.bring(await answerTo(partner, partsFor({ requestId: newId() })), relayState);
    expect(answer.status).toBe(401);
    expect((await everything()).slice(before)).toEqual(['unsolicited']);
  });

  test('of another city', async () => {
    const left = await new SamlBrowser(identity, 'wuppertal').leave();
    const xml = await answerTo(partner, partsFor(left, signedIn(), {}, 'wuppertal'));
    expect((await new SamlBrowser(identity, 'duisburg').bring(xml, left.relayState)).status).toBe(401);
    // There it is still waited for.
    expect((await new SamlBrowser(identity, 'wuppertal').bring(xml, left.relayState)).status).toBe(303);
  });

  test('for another city’s attempt', () =>
    isRefused((left) => answerTo(partner, partsFor(left, signedIn(), {}, 'wuppertal')), {
      reason: 'wrong-recipient',
    }));
});

describe('an answer to the attempt of another browser signs nobody in (login CSRF):', () => {
  test.each([
    ['without a cookie', () => ''],
    ['with the cookie of its own attempt', (own: Left) => own.cookie],
  ])('%s', async (_what, cookie) => {
    const attacker = new SamlBrowser(identity);
    const left = await attacker.leave();
    const brought = await attacker.bring(await answerTo(partner, partsFor(left)), left.relayState);
    const victim = new SamlBrowser(identity);
    const arrived = await victim.finish(brought, cookie(await victim.leave()));
    expect([arrived.status, await slugOf(arrived), sessionIn(arrived)]).toEqual([
      401,
      'sign-in-attempt-lost',
      '',
    ]);
  });
});

test('a failure of another request, which anybody can write, is not believed', () =>
  isRefused(
    () => {
      const [issuer, destination] = [providerId, consumerUrlOf('duisburg')];
      const parts = { id: newId(), issuer, destination, inResponseTo: newId(), issuedAt: new Date() };
      return failureResponse(parts, { status: 'Requester', reason: 'AuthnFailed' });
    },
    { reason: 'wrong-request' },
  ));
