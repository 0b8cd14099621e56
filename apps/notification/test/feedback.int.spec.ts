import { randomUUID } from 'node:crypto';
import { startWorld, type World } from './running-notification';

let world: World;
beforeAll(async () => {
  world = await startWorld();
  await world.start();
}, 180_000);
afterAll(() => world.remove());
afterEach(() => {
  world.mailServer.react = () => 'accept';
});

let clients = 0;
/** Feedback of a client of its own, unless one is named. */
const give = (
  tenant: string,
  body: object,
  { client = `203.0.113.${(clients += 1)}`, key = randomUUID() as string } = {},
) =>
  world.send(
    'POST',
    '/portal/feedback',
    { kind: 'anonymous', tenant },
    {
      'content-type': 'application/json',
      'idempotency-key': key,
      'x-forwarded-for': `198.51.100.1, ${client}`,
    },
    JSON.stringify(body),
  );
const mails = (city: string) => world.mailServer.to(city);

test('D24 W17a feedback reaches the address that the city names for it, with what was said and nothing else', async () => {
  const message = 'Die Suche findet „Hund“ nicht.\r\nBcc: fremd@example.org';
  const page = '/dienstleistungen';
  expect((await give('duisburg', { kind: 'feedback', message, page })).status).toBe(204);
  const mail = mails('feedback@duisburg.example').at(-1);
  expect(mail?.subject).toBe('Rückmeldung zum Serviceportal');
  expect(mail?.text).toContain('Die Suche findet „Hund“ nicht.');
  expect(mail?.text).toContain('Seite: /dienstleistungen\nAntwort gewünscht: nein');
  expect(mail?.raw.split('\r\n\r\n')[0]).not.toContain('fremd@example.org');
});

test('R24 in Rees a barrier is reported to the address for it, and an answer goes to who wished for one', async () => {
  const answer = await give('rees', { kind: 'barrier', message: 'Kein Name', email: 'a@example.org' });
  expect(answer.status).toBe(204);
  const mail = mails('barrierefrei@rees.example').at(-1);
  expect(mail?.subject).toBe('Barriere im Serviceportal gemeldet');
  expect(mail?.raw).toContain('Reply-To: a@example.org');
});

test('a rating needs no words; nothing at all, or no address, is refused with the field', async () => {
  expect((await give('duisburg', { kind: 'feedback', rating: 4 })).status).toBe(204);
  expect(mails('feedback@duisburg.example').at(-1)?.text).toContain('Bewertung: 4 von 5');
  for (const [body, pointer] of [
    [{ kind: 'feedback' }, '/message'],
    [{ kind: 'feedback', message: 'x', email: 'a\r\nb@example.org' }, '/email'],
    [{ kind: 'feedback', message: 'x', rating: 6 }, '/rating'],
    [{ kind: 'feedback', message: 'x', page: '/antraege?name=Meier' }, '/page'],
  ] as const) {
    const refused = await give('duisburg', body);
    expect([refused.status, await refused.json()]).toMatchObject([400, { errors: [{ pointer }] }]);
  }
});

test('where the mail server does not take it, the person is told that nothing was sent', async () => {
  world.mailServer.react = () => 450;
  const refused = await give('duisburg', { kind: 'feedback', message: 'x' });
  expect([refused.status, ((await refused.json()) as { type: string }).type]).toEqual([
    503,
    'urn:serviceportal:problem:feedback-not-sent',
  ]);
});

test('what is sent twice is one mail to whoever reads it', async () => {
  const key = randomUUID();
  const before = mails('feedback@herford.example').length;
  for (let time = 0; time < 2; time++) await give('herford', { kind: 'feedback', message: 'Gut' }, { key });
  const ids = mails('feedback@herford.example')
    .slice(before)
    .map(({ messageId }) => messageId);
  expect(new Set(ids).size).toBe(1);
});

test('one client sends a few, and others still do', async () => {
  const client = '203.0.113.250';
  const statuses: number[] = [];
  for (let time = 0; time < 6; time++)
    statuses.push((await give('dueren', { kind: 'feedback', message: 'x' }, { client })).status);
  expect(statuses).toEqual([204, 204, 204, 204, 204, 429]);
  expect((await give('dueren', { kind: 'feedback', message: 'x' })).status).toBe(204);
});
