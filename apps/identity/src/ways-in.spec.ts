import { meansLevels, meansNames, type Means, type SignInMethod } from '#configuration';
import { ConfigurationFolder } from '../../../libs/configuration/test/configuration-folder';
import { aboutWaysIn, whatMeansNeed } from './about-ways-in';
import { demandsOf, waysIn, type WayIn } from './ways-in';

const folder = new ConfigurationFolder();
const cities = folder.registry();
afterAll(() => folder.remove());

async function waysOf(city: string, service?: string): Promise<readonly WayIn[]> {
  const registry = await cities;
  return waysIn(registry.get(city), service === undefined ? undefined : registry.service(city, service)!);
}
const wayOf = async (city: string, method: SignInMethod, service?: string) =>
  (await waysOf(city, service)).find((way) => way.method === method)!;
const keysOf = async () => (await cities).all().map(({ key }) => key);

test('R10b R10c W8 H11 the ways in stand in the order of the city, each with a name and one sentence in both languages', async () => {
  for (const city of (await cities).all()) {
    const ways = waysIn(city);
    expect(ways.map(({ method }) => method)).toEqual(city.signInMethods);
    for (const { name, description } of ways)
      for (const text of [name.de, name.en, description.de, description.en]) expect(text).toMatch(/\S/);
  }
});

test.each<[string, string, readonly [Means, string][]]>([
  [
    'D14',
    'duisburg',
    [
      ['eid', 'hoch'],
      ['smart-eid', 'hoch'],
      ['eidas', 'hoch'],
      ['elster', 'substanziell'],
      ['fink', 'substanziell'],
      ['diia', 'hoch'],
      ['password', 'niedrig'],
    ],
  ],
  [
    'W12',
    'wuppertal',
    [
      ['eid', 'hoch'],
      ['smart-eid', 'hoch'],
      ['eidas', 'hoch'],
      ['password', 'niedrig'],
    ],
  ],
])('%s R12 in %s people read which means reaches which level', async (_, city, levels) => {
  const { means, levelName } = await wayOf(city, 'bundid');
  expect(means.map((one) => [one.means, one.levelName.de])).toEqual(levels);
  expect(levelName.de).toBe('hoch');
});

test('R10b R10d in Rees neither the e-mail link nor Google reach a level, and BundID does', async () => {
  expect((await waysOf('rees')).map(({ method, levelOfAssurance }) => [method, levelOfAssurance])).toEqual([
    ['email-link', 'none'],
    ['google', 'none'],
    ['bundid', 'high'],
  ]);
});

test('D15a D17 the level high of Duisburg is told with what reaches it, and why the e-mail link does not', async () => {
  const [bundid, link] = await waysOf('duisburg', 'untersuchungsberechtigungsschein');
  expect([bundid?.suffices, bundid?.whyNot]).toEqual([true, undefined]);
  expect(bundid?.means.filter(({ suffices }) => suffices).map(({ means }) => means)).toEqual([
    'eid',
    'smart-eid',
    'eidas',
    'diia',
  ]);
  expect([link?.suffices, link?.whyNot?.de]).toEqual([
    false,
    'Das reicht bis zum Niveau „ohne Identitätsnachweis“; nötig ist „hoch“. Es reicht: BundID – Online-Ausweis ' +
      '(Personalausweis, Aufenthaltstitel oder Unionsbürgerkarte), Smart-eID im Smartphone, europäische eID, Diia (Ukraine).',
  ]);
  expect(link?.whyNot?.en).toContain('“high” is needed. This is enough: BundID – online ID card');
});

test('D4 where nothing is demanded every way in suffices', async () => {
  for (const way of await waysOf('duisburg', 'meldebescheinigung'))
    expect([way.method, way.suffices, way.whyNot]).toEqual([way.method, true, undefined]);
});

test('W2 W3 in Wuppertal it is told which means prove a single application, and of a service without such a proof nothing', async () => {
  const proving = async (service: string) =>
    (await wayOf('wuppertal', 'bundid', service)).means.map(({ means, proves }) => [means, proves]);
  expect(await proving('meldebescheinigung')).toEqual([
    ['eid', true],
    ['smart-eid', true],
    ['eidas', true],
    ['password', false],
  ]);
  expect(new Set((await proving('personenstandsurkunde')).map(([, proves]) => proves))).toEqual(
    new Set([undefined]),
  );
});

test('a service that takes some means alone says so', async () => {
  const registry = await cities;
  const service = { ...registry.service('duisburg', 'meldebescheinigung')!, means: ['elster'] as const };
  const [bundid, link] = waysIn(registry.get('duisburg'), service);
  expect(bundid?.means.filter(({ suffices }) => suffices).map(({ means }) => means)).toEqual(['elster']);
  expect(link?.whyNot).toEqual({
    de: 'Hier reicht nur: BundID – ELSTER-Zertifikat.',
    en: 'Here only this is enough: BundID – ELSTER certificate.',
  });
});

test.each([
  ['N1', 'dueren'],
  ['H10', 'herford'],
])(
  '%s in %s it is told what an eID needs: card, own PIN, AusweisApp started before, phone or reader',
  async (_, city) => {
    const { means } = await wayOf(city, 'bundid');
    const needs = means.find((one) => one.means === 'eid')?.needs.map(({ de }) => de);
    expect(needs).toEqual([
      expect.stringContaining('Online-Funktion'),
      expect.stringMatching(/sechsstellige PIN.*fünfstellige Transport-PIN ersetzen Sie vorher/),
      expect.stringMatching(/AusweisApp.*bevor/),
      expect.stringMatching(/NFC.*Kartenlesegerät/),
    ]);
  },
);

test('what nobody needs an eID for says nothing of one', async () => {
  const { means } = await wayOf('duisburg', 'bundid');
  for (const { means: name, needs } of means)
    expect([name, needs.some(({ de }) => de.includes('AusweisApp'))]).toEqual([
      name,
      ['eid', 'smart-eid'].includes(name),
    ]);
});

test.each([
  ['D18', 'duisburg', 'create', 'https://id.bund.de'],
  ['D19a', 'duisburg', 'change', 'https://id.bund.de'],
  ['W10', 'wuppertal', 'delete', 'https://id.bund.de'],
  ['N2', 'dueren', 'recover', 'https://id.bund.de'],
] as const)('%s in %s the portal leads to BundID to %s an account', async (_, city, matter, place) => {
  const { account, accountPages } = await wayOf(city, 'bundid');
  expect([account, accountPages[matter]?.url]).toEqual(['provider', expect.stringContaining(place)]);
});

test('D18 another provider in BundID’s place leads to its own pages, and to none that it has not', async () => {
  const [bundid, servicekonto] = waysIn((await cities).get('dueren'), undefined, (method) =>
    method === 'bundid' ? { create: 'https://idp.example/new' } : { create: 'https://konto.example/new' },
  );
  expect(bundid?.accountPages).toEqual({
    create: { url: 'https://idp.example/new', text: aboutWaysIn.bundid.accountPages.create?.text },
  });
  expect(servicekonto?.accountPages).toEqual({
    create: {
      url: 'https://konto.example/new',
      text: { de: 'Konto anlegen', en: 'Create an account' },
    },
  });
});

test('N2 in Düren the Servicekonto.NRW recovers its own accounts; no other city leads there', async () => {
  for (const city of await keysOf()) {
    const way = await wayOf(city, 'servicekonto-nrw');
    expect([city, way?.accountPages.recover?.url]).toEqual([
      city,
      city === 'dueren' ? 'https://servicekonto.nrw' : undefined,
    ]);
  }
});

test('H11 W6a an account of the portal itself is kept here, and no provider’s page is named for it', async () => {
  for (const city of ['herford', 'wuppertal'])
    expect(await wayOf(city, 'local-account')).toMatchObject({ account: 'portal', accountPages: {} });
});

test('W17b whom to ask about the account at BundID stands beside it, and beside nothing else', async () => {
  const registry = await cities;
  for (const way of await waysOf('wuppertal'))
    expect([way.method, way.support]).toEqual([
      way.method,
      way.method === 'bundid' ? registry.get('wuppertal').support.bundid : undefined,
    ]);
});

test('W7 what a service demands is told before anybody signs in', async () => {
  const registry = await cities;
  expect(demandsOf(registry.service('wuppertal', 'sperrmuell')!)).toMatchObject({ signIn: 'none' });
  expect(demandsOf(registry.service('wuppertal', 'meldebescheinigung')!)).toMatchObject({
    signIn: 'required',
    eidPerApplication: true,
    levelName: { de: 'niedrig', en: 'low' },
  });
});

test('R25 everything is told in both languages, and addresses are secure', () => {
  const texts = [
    ...Object.values(meansNames),
    ...Object.values(whatMeansNeed).flat(),
    ...Object.values(aboutWaysIn).flatMap(({ accountPages }) =>
      Object.values(accountPages).map(({ text }) => text),
    ),
  ];
  for (const { de, en } of texts)
    expect([de, en]).toEqual([expect.stringMatching(/\S/), expect.stringMatching(/\S/)]);
  for (const { accountPages } of Object.values(aboutWaysIn))
    for (const { url } of Object.values(accountPages)) expect(new URL(url).protocol).toBe('https:');
  expect(Object.keys(whatMeansNeed).sort()).toEqual(Object.keys(meansLevels).sort());
});
