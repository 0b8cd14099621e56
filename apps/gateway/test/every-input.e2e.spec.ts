import { Client } from 'pg';
import type { Items } from '#portal-client';
import { eventually } from '#testing';
import type { OpenApiDocument } from '../src/openapi/document';
import type { Answered } from './client';
import { everyWrongInput, type WrongInput } from './every-input';
import { twoCities, type Person, type TwoCities } from './two-cities';

let cities: TwoCities;

beforeAll(async () => {
  cities = await twoCities();
  // The mailbox writes by itself, a moment after something was filed.
  await eventually('the entry in the mailbox', async () => {
    const { items } = await cities.anna.get<Items<unknown>>('/mailbox');
    return items.length > 0;
  });
}, 400_000);
afterAll(() => cities?.close());

/** The last event in each service of the filed application, and of whatever its applicant does: what is written, leaves one. */
async function events(): Promise<unknown> {
  const { personId } = await cities.anna.get<{ readonly personId: string }>('/me');
  const databases = Object.entries(cities.system.postgres.databases);
  return Promise.all(
    databases.map(async ([service, { owner }]) => {
      const client = new Client({ connectionString: owner });
      await client.connect();
      try {
        await client.query(`SET app.tenant = '*'`);
        const [table] = (await client.query(`SELECT to_regclass('event_store.events') AS name`)).rows as {
          name: unknown;
        }[];
        if (!table?.name) return [service, 0];
        const { rows } = await client.query(
          'SELECT max(position) AS last FROM event_store.events WHERE stream_id = ANY($1) OR metadata LIKE $2',
          [[cities.filed.id, personId], `%${personId}%`],
        );
        return [service, rows[0]];
      } finally {
        await client.end();
      }
    }),
  );
}

function whoMay(site: 'portal' | 'backoffice', roles: WrongInput['roles']): Person {
  if (site === 'portal') return cities.anna;
  if (roles === undefined || roles.includes('caseworker')) return cities.caseworker;
  if (roles.includes('head-of-office')) return cities.head;
  return roles.includes('treasury') ? cities.treasury : cities.auditor;
}

/** What of an answer is not as it has to be; undefined when it is. */
function fault(answer: Answered, { method, field, roles }: WrongInput): string | undefined {
  const { status, text } = answer;
  const said = `${status} ${text.slice(0, 300)}`;
  if (status >= 500 || status < 400) return said;
  // Its answer has no words.
  if (method === 'HEAD') return undefined;
  const { json } = answer;
  if (!String(json['type']).startsWith('urn:serviceportal:problem:')) return said;
  // Nobody in this test may do what only operators do; that they are refused before anything is read is right.
  if (status === 403 && roles?.every((role) => role === 'operator')) return undefined;
  if (field === undefined) return [400, 404, 405].includes(status) ? undefined : said;
  const errors = (json['errors'] ?? []) as { pointer: string }[];
  const isNamed =
    errors.some(({ pointer }) => pointer === (field && `/${field}`) || pointer.startsWith(`/${field}/`)) ||
    json['parameter'] === field ||
    json['pointer'] === field;
  return status === 400 && isNamed ? undefined : said;
}

describe.each(['portal', 'backoffice'] as const)('every operation of the %s', (site) => {
  test('refuses what is null, blank, of a wrong type or no address, by name, and nothing is written', async () => {
    const someone = site === 'portal' ? cities.anna : cities.caseworker;
    const { text } = await cities.asked(someone, '/openapi.json');
    const inputs = everyWrongInput(JSON.parse(text) as OpenApiDocument, cities.filed.id);
    const before = [await events(), await cities.standing()];
    const faults: string[] = [];
    for (const wrong of inputs) {
      const { method, path, body, what } = wrong;
      const answer = await cities.asked(whoMay(site, wrong.roles), path.replace(/^\/api/, ''), {
        method,
        body: body ?? (['POST', 'PATCH', 'PUT'].includes(method) ? {} : undefined),
        headers: { 'if-match': `"${cities.filed.version}"` },
      });
      const wrongly = fault(answer, wrong);
      if (wrongly !== undefined) faults.push(`${method} ${path} with ${what}: ${wrongly}`);
    }
    expect(inputs.length).toBeGreaterThan(200);
    expect(faults).toEqual([]);
    expect([await events(), await cities.standing()]).toEqual(before);
  }, 300_000);
});
