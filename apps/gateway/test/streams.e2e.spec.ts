import { randomUUID } from 'node:crypto';
import { eventually } from '#testing';
import { open } from './client';
import { twoCities, type Person, type TwoCities } from './two-cities';

let cities: TwoCities;

beforeAll(async () => {
  cities = await twoCities();
}, 400_000);
afterAll(() => cities?.close());

async function follow(person: Person, headers: Record<string, string> = {}) {
  const { host, hostname } = new URL(person.site);
  const cookie = person.browser.cookieHeader(hostname) ?? '';
  const gateway = { getUrl: async () => cities.system.gateway.replace('localhost', '127.0.0.1') };
  const answer = await open(gateway, '/api/events', { host, headers: { cookie, ...headers } });
  const received = { text: '', over: false };
  answer.on('data', (chunk: Buffer) => (received.text += chunk.toString()));
  answer.on('close', () => (received.over = true)).on('error', () => undefined);
  await eventually('the first place', () => /^id: /m.test(received.text));
  return { received, answer };
}

test('a stream ends within two seconds of a sign-out, and no other stream does', async () => {
  const eva = await cities.citizen(`eva.${randomUUID().slice(0, 8)}`, 'duisburg');
  const [evas, annas] = [await follow(eva), await follow(cities.anna)];
  expect((await cities.asked(eva, '/sign-out', { body: {} })).status).toBe(200);
  await eventually('the end of the stream', () => evas.received.over, 2_000);
  expect(annas.received.over).toBe(false);
  annas.answer.destroy();
  eva.close();
});

test('nobody reads the feed of all cities from its beginning', async () => {
  const { received, answer } = await follow(cities.wim, { 'last-event-id': '0-0' });
  const { id } = await cities.wim.post('/applications', { serviceKey: 'hundesteuer-abmeldung' }, undefined);
  await eventually('what is new', () => received.text.includes(id));
  const told = [...received.text.matchAll(/"id":"([^"]+)"/g)].map(([, one]) => one);
  expect(new Set(told)).toEqual(new Set([id]));
  answer.destroy();
});
