import { randomUUID } from 'node:crypto';
import { testKeys, tokenFor } from '#testing';
import { dogRegistration } from '#portal-client';
import { badInput } from './bad-input';
import { ask, type Answered } from './client';
import { twoCities, type TwoCities } from './two-cities';

let cities: TwoCities;

beforeAll(async () => {
  cities = await twoCities();
}, 400_000);
afterAll(() => cities?.close());

const slug = ({ json }: Answered) => String(json['type']).replace('urn:serviceportal:problem:', '');
const refusal = (answer: Answered) => `${answer.status} ${slug(answer)}`;
const match = (version: number) => ({ 'if-match': `"${version}"` });

test.each(badInput)('$what: refused in both languages, and nothing is changed', async (row) => {
  const before = await cities.standing();
  const [method = '', path = ''] = row.ask.split(' ');
  const { draft, filed } = cities;
  for (const language of ['de', 'en']) {
    const answer = await cities.asked(
      cities[row.who ?? 'anna'],
      path.replace('{draft}', draft.id).replace('{filed}', filed.id),
      {
        method,
        body: row.body,
        ...(row.host && { host: row.host }),
        ...(row.without && { without: row.without }),
        headers: {
          ...(row.seen && match(cities[row.seen].version)),
          'accept-language': language,
          ...row.headers,
        },
      },
    );
    expect(refusal(answer)).toBe(row.is);
    expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8');
    expect(answer.headers['content-language']).toBe(language);
    expect(answer.text).not.toMatch(/\bat \w+.*:\d+:\d+|node_modules|Exception|postgres|select /i);
  }
  expect(await cities.standing()).toEqual(before);
});

test('a key that is used again repeats the first answer, and refuses another request', async () => {
  const again = { headers: { 'idempotency-key': randomUUID() }, body: { serviceKey: 'meldebescheinigung' } };
  const first = await cities.asked(cities.anna, '/applications', again);
  const second = await cities.asked(cities.anna, '/applications', again);
  expect([first.status, second.status]).toEqual([201, 201]);
  expect(second.json['id']).toBe(first.json['id']);
  const other = { ...again, body: { serviceKey: 'hundesteuer-anmeldung' } };
  expect(refusal(await cities.asked(cities.anna, '/applications', other))).toBe('422 idempotency-key-reused');
});

test('a command that the status forbids says what is allowed now', async () => {
  const { caseworker, filed } = cities;
  const body = { outcome: 'granted', text: 'Bewilligt.', legalRemedies: 'Widerspruch ist zulässig.' };
  const wish = { body, headers: match(filed.version) };
  const answer = await cities.asked(caseworker, `/applications/${filed.id}/decide`, wish);
  expect(answer.json['allowed']).toEqual(expect.arrayContaining(['assign']));
});

test('a name in either normal form is stored in one', async () => {
  const { anna } = cities;
  const { id, version } = await anna.post(
    '/applications',
    { serviceKey: 'hundesteuer-anmeldung' },
    undefined,
  );
  await anna.patch(`/applications/${id}/form`, { holder: { familyName: 'Mu\u0308ller' } }, version);
  const review = await anna.get<{ declarationHash: string }>(`/applications/${id}/review`);
  expect(JSON.stringify(review)).toContain('M\u00fcller');
});

test('a date that does not exist is named when the form is submitted, and the draft stays a draft', async () => {
  const { anna } = cities;
  const form = { ...dogRegistration(), keptSince: '2026-02-30' };
  const { id, version } = await anna.draft('hundesteuer-anmeldung', form);
  const { declarationHash } = await anna.get<{ declarationHash: string }>(`/applications/${id}/review`);
  const answer = await cities.asked(anna, `/applications/${id}/submit`, {
    body: { declarationHash, warningAcknowledged: true },
    headers: match(version),
  });
  expect(refusal(answer)).toBe('422 form-invalid');
  expect(answer.text).toContain('keptSince');
  expect(await anna.get(`/applications/${id}`)).toMatchObject({ status: 'draft', version });
});

test('a token that somebody else signed is nobody, also without the gateway', async () => {
  const foreign = await tokenFor(testKeys(['identity']));
  const headers = { authorization: `Bearer ${foreign}` };
  expect(refusal(await cities.asked(undefined, '/me', { headers }))).toBe('401 unauthenticated');
  const { port } = cities.system.processes.find(({ name }) => name === 'application') ?? {};
  const application = { getUrl: async () => `http://127.0.0.1:${port}` };
  for (const authorization of [`Bearer ${foreign}`, 'Bearer x.y.z', 'Basic YTpi', '']) {
    const answer = await ask(application, '/portal/applications', { headers: { authorization } });
    expect(refusal(answer)).toBe('401 unauthenticated');
  }
});

test('a session that was signed out is over', async () => {
  const eva = await cities.citizen(`eva.${randomUUID().slice(0, 8)}`, 'duisburg');
  expect((await cities.asked(eva, '/me')).status).toBe(200);
  expect((await cities.asked(eva, '/sign-out', { body: {} })).status).toBe(200);
  expect(refusal(await cities.asked(eva, '/me'))).toBe('401 unauthenticated');
  eva.close();
});
