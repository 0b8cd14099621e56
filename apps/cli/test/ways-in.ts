import { ConfigurationReader, offeredMeans, tenantOf } from '#configuration';
import { Browser, Citizen, signInAtProvider, type ProviderChoice } from '#portal-client';
import { persons } from '#saml-provider';
import { tenantsFolder } from '#testing';
import { tellSignIns } from '../src/sign-ins';
import type { RunningSystem } from './running-system';

interface Me {
  readonly personId: string;
  readonly session: { readonly levelOfAssurance: string };
}

/** How the stand-in names what the cities' files name. */
const atTheStandIn = {
  password: 'Benutzername',
  elster: 'Elster',
  eid: 'eID',
  'smart-eid': 'Smart-eID',
  eidas: 'eIDAS',
  fink: 'FINK',
  diia: 'Diia',
} as const;
/** What the provider says was reached → what it is worth here. */
const levels = { 1: 'low', 2: 'low', 3: 'substantial', 4: 'high' } as const;

/** Browsers, the gateway, identity and the providers, each at its own address: what holds between all of them. */
export function waysIn(system: () => RunningSystem): void {
  const me = (citizen: Citizen) => citizen.get<Me>('/me');

  test('R10c D14 W12 R10d in every city each means leads in, on the level that was reached', async () => {
    const { cities } = await new ConfigurationReader(tenantsFolder).read();
    const tried: string[] = [];
    for (const city of cities.values()) {
      const tenant = tenantOf(city);
      for (const { method, means } of offeredMeans(tenant)) {
        if (means === undefined || (method !== 'bundid' && method !== 'servicekonto-nrw')) continue;
        const name = atTheStandIn[means];
        const person = persons.find((one) => one.means[name] !== undefined && !one.temporary);
        if (person === undefined) throw new Error(`nobody has ${name}`);
        const citizen = await Citizen.signInAt(
          system().run,
          tenant.key,
          { person: person.user, means: name },
          method,
        );
        const reached = levels[person.means[name] ?? 1];
        expect([tenant.key, name, (await me(citizen)).session.levelOfAssurance]).toStrictEqual([
          tenant.key,
          name,
          reached,
        ]);
        citizen.close();
        tried.push(`${tenant.key} ${method}`);
      }
    }
    expect(new Set(tried).size).toBeGreaterThanOrEqual(cities.size);
  }, 120_000);

  test('npm run demo shows how somebody signs in at BundID and shows more', async () => {
    const lines: string[] = [];
    await tellSignIns(system().run, (line) => lines.push(line));
    expect(lines).toHaveLength(4);
  }, 60_000);

  describe('a step-up that comes back otherwise', () => {
    const stepUp = async (citizen: Citizen, choice: ProviderChoice) => {
      const start = `${citizen.site}/api/sign-in/bundid/start?purpose=step-up&level=high&returnTo=/`;
      return (await signInAtProvider(citizen.browser, start, choice)).status;
    };

    test.each<[string, ProviderChoice]>([
      ['as somebody else', { person: 'luka.jovic', means: 'eID' }],
      ['cancelled', { ending: 'cancel' }],
      ['with less than was asked for', { person: 'erika.mustermann', means: 'eID', level: 3 }],
    ])('%s changes nothing', async (_how, choice) => {
      const { run } = system();
      const choiceBefore = { person: 'erika.mustermann', means: 'Benutzername' };
      const citizen = await Citizen.signInAt(run, 'duisburg', choiceBefore);
      const before = await me(citizen);
      expect(await stepUp(citizen, choice)).toBeGreaterThanOrEqual(400);
      expect(await me(citizen)).toMatchObject({
        personId: before.personId,
        session: { levelOfAssurance: 'low' },
      });
      citizen.close();
    });
  });

  test('an answer of the provider does not sign in a browser that did not ask', async () => {
    const { run } = system();
    const site = run.tenants['duisburg']?.portal ?? '';
    const [victim, attacker] = [new Browser(), new Browser()];
    const asked = await attacker.open('GET', `${site}api/sign-in/bundid/start?returnTo=/`);
    const page = await attacker.submitForm(asked);
    const answer = await attacker.submitForm(page, { choice: 'erika.mustermann eID' });
    const arrived = await victim.submitForm(answer);
    expect(arrived.status).toBeGreaterThanOrEqual(400);
    expect((await victim.request('GET', `${site}api/me`)).status).toBe(401);
    for (const browser of [victim, attacker]) browser.close();
  });
}
