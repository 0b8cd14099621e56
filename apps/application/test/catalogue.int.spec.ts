import { TenantRegistry } from '#configuration';
import { people, RunningApplication } from './running-application';

/** What the catalogue of each city says before anything is filled in: each promise under the city that makes it. */

let running: RunningApplication;
beforeAll(async () => {
  running = await RunningApplication.start();
});
afterAll(() => running.stop());

const anybody = (tenant: string) => ({ ...people.stranger, tenant });

interface Shown {
  readonly key: string;
  readonly levelOfAssurance: string;
  readonly filing: { readonly signIn: string };
  readonly fee: { readonly amountCents: number; readonly payment: string };
  readonly office: string;
  readonly eidPerApplication?: boolean;
  readonly waysIn: readonly { readonly method: string; readonly means?: string; readonly level: string }[];
  readonly proofBy: readonly { readonly means?: string }[];
  readonly responsibleOffice?: { readonly contact: Record<string, string> };
}
const services = async (tenant: string): Promise<readonly Shown[]> =>
  (await running.get(anybody(tenant), '/portal/services')).body['items'] as unknown as Shown[];
const service = async (tenant: string, key: string): Promise<Shown> =>
  (await running.get(anybody(tenant), `/portal/services/${key}`)).body as unknown as Shown;
const keysWhere = async (tenant: string, is: (one: Shown) => boolean) =>
  (await services(tenant)).filter(is).map(({ key }) => key);

/** The cities of the folder, however many there are. */
const everyCity = () => running.app.get(TenantRegistry).all();

test('D13 in Duisburg two services need BundID, and no other', async () => {
  const needsBundId = ({ waysIn }: Shown) => waysIn.every(({ method }) => method === 'bundid');
  expect(await keysWhere('duisburg', needsBundId)).toEqual([
    'bewohnerparkausweis',
    'untersuchungsberechtigungsschein',
  ]);
});

test('D15a D16 R8 D14 a service says which level it needs, and by which means that is reached', async () => {
  const { levelOfAssurance, waysIn } = await service('duisburg', 'untersuchungsberechtigungsschein');
  expect([levelOfAssurance, waysIn.map(({ means }) => means)]).toEqual([
    'high',
    ['eid', 'smart-eid', 'eidas', 'diia'],
  ]);
  const sperre = await service('rees', 'uebermittlungssperre');
  expect(sperre.levelOfAssurance).toBe('substantial');
  expect(sperre.waysIn).toContainEqual({ method: 'bundid', means: 'elster', level: 'substantial' });
  expect(sperre.waysIn).not.toContainEqual(expect.objectContaining({ method: 'google' }));
});

test('W8 Wuppertal names no ELSTER for any service, Düren both of its accounts', async () => {
  const elster = ({ waysIn }: Shown) => waysIn.some(({ means }) => means === 'elster');
  expect(await keysWhere('wuppertal', elster)).toEqual([]);
  const methods = new Set((await service('dueren', 'anwohnerparken')).waysIn.map(({ method }) => method));
  expect([...methods]).toEqual(['bundid', 'servicekonto-nrw']);
});

test('D12 W7 whether a login is needed stands at each service', async () => {
  const signIn = async (tenant: string) =>
    Object.fromEntries((await services(tenant)).map(({ key, filing }) => [key, filing.signIn]));
  expect(await signIn('wuppertal')).toMatchObject({ sperrmuell: 'none', personenstandsurkunde: 'required' });
  expect(await signIn('duisburg')).toMatchObject({
    'hundesteuer-anmeldung': 'optional',
    bewohnerparkausweis: 'required',
  });
});

test('W2 W3 a service that is filed with an eID of its own carries the sign, in Wuppertal and not in Duisburg', async () => {
  const { eidPerApplication, proofBy } = await service('wuppertal', 'meldebescheinigung');
  expect([eidPerApplication, proofBy.map(({ means }) => means)]).toEqual([
    true,
    ['eid', 'smart-eid', 'eidas'],
  ]);
  const sign = (one: Shown) => one.eidPerApplication === true;
  expect(await keysWhere('wuppertal', sign)).toEqual(['meldebescheinigung']);
  expect(await keysWhere('duisburg', sign)).toEqual([]);
});

test('R6 N3 D6b R21 in every city everybody reads office, contact, fee and level of every service', async () => {
  for (const { key: tenant } of everyCity()) {
    const all = await services(tenant);
    expect([tenant, all.length >= 4]).toEqual([tenant, true]);
    for (const { key } of all) {
      const { responsibleOffice, fee, levelOfAssurance, waysIn, filing } = await service(tenant, key);
      const reached = [responsibleOffice?.contact['phone'], responsibleOffice?.contact['email']];
      expect([tenant, key, reached.some((one) => one !== undefined)]).toEqual([tenant, key, true]);
      expect([tenant, key, typeof fee.amountCents, typeof levelOfAssurance]).toEqual([
        ...[tenant, key, 'number', 'string'],
      ]);
      expect([tenant, key, waysIn.length > 0]).toEqual([tenant, key, filing.signIn !== 'none']);
    }
  }
});

test('D6c an office is shown with its contact ways and its services', async () => {
  for (const { key: tenant, offices } of everyCity()) {
    const { body } = await running.get(anybody(tenant), '/portal/tenant');
    expect([tenant, body['offices']]).toEqual([tenant, offices]);
    for (const office of offices) {
      const own = (await running.get(anybody(tenant), `/portal/services?office=${office.key}`)).body;
      const keys = (own['items'] as unknown as Shown[]).map(({ key }) => key);
      expect([tenant, office.key, keys]).toEqual([
        ...[tenant, office.key],
        await keysWhere(tenant, (one) => one.office === office.key),
      ]);
      expect([tenant, office.key, keys.length > 0]).toEqual([tenant, office.key, true]);
    }
  }
});

test('W5 in Wuppertal a guardian files in the matter of a minor: the page says so, and consent is part of the form', async () => {
  const { body } = await running.get(anybody('wuppertal'), '/portal/services/kinderbetreuung');
  const { description, form } = body as unknown as {
    description: { de: string };
    form: { schema: { properties: Record<string, object> } };
  };
  expect(description.de).toContain('Den Antrag stellt eine sorgeberechtigte Person in ihrem eigenen Konto');
  expect(form.schema.properties['otherGuardianConsents']).toMatchObject({ const: true });
  const { signInRules } = (await running.get(anybody('wuppertal'), '/portal/tenant')).body;
  expect(signInRules).toEqual({ minimumAge: 18, onePerAddress: true });
});

test('R4 Rees leads to its other services, Duisburg lists whatever it has', async () => {
  const rees = (await running.get(anybody('rees'), '/portal/services')).body;
  expect(rees['otherServicesUrl']).toMatch(/^https:/);
  const duisburg = (await running.get(anybody('duisburg'), '/portal/services')).body;
  expect(duisburg['otherServicesUrl']).toBeUndefined();
});

test.each([
  ['duisburg', 'hnud', ['hundesteuer-anmeldung'], true],
  ['duisburg', 'Hund anmelden', ['hundesteuer-anmeldung'], undefined],
  ['duisburg', 'geruest', ['sondernutzung'], undefined],
  ['duisburg', 'STRASSEN', ['sondernutzung'], undefined],
  ['duisburg', 'tiere', ['hundesteuer-anmeldung'], undefined],
  ['duisburg', 'parkauswies', ['bewohnerparkausweis'], true],
  ['herford', 'register dog', ['hundesteuer-anmeldung'], undefined],
  ['dueren', 'Sperrmüll', ['sperrmuell'], undefined],
  ['dueren', 'Raumschiff', [], undefined],
])('R1a H1a N9 in %s "%s" finds %j', async (tenant, query, keys, nearly) => {
  const { body } = await running.get(anybody(tenant), `/portal/services?query=${encodeURIComponent(query)}`);
  expect([(body['items'] as unknown as Shown[]).map(({ key }) => key), body['nearly']]).toEqual([
    keys,
    nearly,
  ]);
});

test('a city shows its own sign, as a picture that may do nothing; another has none', async () => {
  const { body } = await running.get(anybody('wuppertal'), '/portal/tenant');
  expect(body['logo']).toMatch(/^\/api\/tenant\/logo\?v=[0-9a-f]{12}$/);
  const { headers } = await running.get(anybody('wuppertal'), '/portal/tenant/logo');
  expect(headers['content-type']).toBe('image/svg+xml; charset=utf-8');
  expect(headers['content-security-policy']).toContain("default-src 'none'");
  expect((await running.get(anybody('rees'), '/portal/tenant')).body['logo']).toBeUndefined();
  expect((await running.get(anybody('rees'), '/portal/tenant/logo')).status).toBe(404);
});

test('D24 W17 every page can name support, feedback and whom to ask about BundID; no page learns the rest', async () => {
  for (const { key: tenant } of everyCity()) {
    const { body } = await running.get(anybody(tenant), '/portal/tenant');
    expect(body['support']).toMatchObject({
      phone: expect.any(String) as string,
      feedbackEmail: expect.any(String) as string,
      bundid: { url: expect.stringMatching(/^https:/) as string },
    });
    for (const hidden of ['mailSender', 'bundid', 'servicekontoNrw']) expect(body).not.toHaveProperty(hidden);
  }
});

describe('R3 D15b a service that needs a signature', () => {
  const landlord = (levelOfAssurance: 'none' | 'substantial' | 'high') =>
    ({ ...people.citizen, tenant: 'rees', levelOfAssurance }) as const;
  const form = {
    landlord: { givenNames: 'Ada', familyName: 'Yıldız' },
    landlordHome: { street: 'Weg', houseNumber: '1', postcode: '46459', city: 'Rees' },
    isOwner: true,
    flat: { street: 'Markt', houseNumber: '3', postcode: '46459' },
    movedInOn: '2026-11-01',
    persons: [{ givenNames: 'Jo', familyName: 'Maes' }],
  };
  const filed = async (level: 'none' | 'substantial' | 'high') => {
    const who = landlord(level);
    const id = await running.draft(who, 'wohnungsgeberbestaetigung', form);
    const review = (await running.get(who, `/portal/applications/${id}/review`)).body;
    expect((await running.submit(who, id)).body).toMatchObject({ status: 'filed' });
    const { openProofs } = (await running.get(landlord('none'), `/portal/applications/${id}`)).body;
    return { signs: review['signatureOnPaper'], openProofs };
  };

  test.each(['none', 'substantial'] as const)(
    'is signed on paper by who is there on level %s',
    async (level) => {
      expect(await filed(level)).toEqual({
        signs: true,
        openProofs: [
          { key: 'unterschriebener-antrag', title: 'Ausdruck des Antrags mit Ihrer Unterschrift' },
        ],
      });
    },
  );

  test('needs none on paper from who has proven their identity on level high', async () => {
    expect(await filed('high')).toEqual({ signs: false, openProofs: [] });
  });
});
