import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { parse, stringify } from 'yaml';
import { asksProfile, submitErrors } from '#forms';
import { canonicalJson, contentHash, offeredMeans, sufficientMeans } from '.';
import { promisedCities } from '#testing';
import { example, written } from '../../forms/test/example-form';
import { ConfigurationFolder } from '../test/configuration-folder';

const dogTax = 'duisburg/services/hundesteuer-anmeldung.yaml';
let folder: ConfigurationFolder;
beforeEach(() => void (folder = new ConfigurationFolder()));
afterEach(() => folder.remove());

const promised = async () =>
  (await folder.registry()).all().filter(({ key }) => promisedCities.includes(key));

describe('the delivered cities', () => {
  test('D13 D15 only two services of Duisburg need BundID, one of them on level high', async () => {
    const levels = (await folder.registry())
      .get('duisburg')
      .services.map(({ key, levelOfAssurance }) => [key, levelOfAssurance]);
    expect(levels.filter(([, level]) => level !== 'none')).toEqual([
      ['bewohnerparkausweis', 'low'],
      ['untersuchungsberechtigungsschein', 'high'],
    ]);
  });

  test('W15 more than a hundred services of a city are read, by configuration alone', async () => {
    const service = readFileSync(folder.path('wuppertal/services/personenstandsurkunde.yaml'), 'utf8');
    const before = (await folder.registry()).get('wuppertal').services.length;
    for (let nth = 1; nth <= 101; nth += 1)
      writeFileSync(
        folder.path(`wuppertal/services/urkunde-${nth}.yaml`),
        service.replace(/^key: .*$/m, `key: urkunde-${nth}`),
      );
    expect((await folder.registry()).get('wuppertal').services).toHaveLength(before + 101);
  });

  test.each([
    ['D20', 'duisburg', 'Meine offenen Anträge'],
    ['W14a', 'wuppertal', 'Mein Postkorb'],
    ['R28a', 'rees', 'Offene Formulare'],
    ['N5a', 'dueren', 'Meine Aufträge'],
    ['H5b', 'herford', 'Mein Postkorb'],
  ])('%s the list of applications has the name that %s gives it', async (_, city, name) => {
    expect((await folder.registry()).get(city).listName.de).toBe(name);
  });

  test.each([
    ['W8', 'wuppertal', ['bundid', 'local-account', 'email-link']],
    ['R10', 'rees', ['email-link', 'google', 'bundid']],
    ['W8', 'dueren', ['bundid', 'servicekonto-nrw']],
    ['H11', 'herford', ['bundid', 'local-account']],
    ['D4', 'duisburg', ['bundid', 'email-link']],
  ])('%s the ways in to %s are %j', async (_, city, methods) => {
    expect((await folder.registry()).get(city).signInMethods).toEqual(methods);
  });

  test('W8 in Wuppertal ELSTER is not possible yet, elsewhere it is', async () => {
    for (const city of await promised()) {
      const elster = offeredMeans(city).filter(({ means }) => means === 'elster');
      expect([city.key, elster.length > 0]).toEqual([city.key, city.key !== 'wuppertal']);
    }
  });

  test('W5 an account in Wuppertal needs 18 years and an address of its own, elsewhere it does not', async () => {
    const rules = (await promised()).map(({ key, signInRules }) => [key, signInRules]);
    expect(rules.filter(([, rule]) => rule !== undefined)).toEqual([
      ['wuppertal', { minimumAge: 18, onePerAddress: true }],
    ]);
  });

  test.each([
    ['duisburg', 'Sachbearbeiterportal Duisburg', /@duisburg\.example$/],
    ['rees', 'Stadt Rees – Bürgerdesktop', /^digital@/],
    ['dueren', 'Bürgerportal der Stadt Düren', /^webmaster@/],
  ])('D22b the mails of %s come from %s', async (city, name, address) => {
    expect((await folder.registry()).get(city).mailSender).toEqual({
      name,
      address: expect.stringMatching(address) as string,
    });
  });

  test('D24 W17 on every page stand support, feedback, and whom to ask about the account at BundID', async () => {
    for (const { key, support } of await promised())
      expect([key, support]).toEqual([
        key,
        {
          phone: expect.any(String) as string,
          email: expect.stringContaining('@') as string,
          feedbackEmail: expect.stringContaining('@') as string,
          bundid: { url: expect.stringContaining('id.bund.de') as string },
        },
      ]);
  });

  test('R4 Rees lists only what is online from beginning to end, and leads to the rest', async () => {
    const listing = (await promised()).map(({ key, catalogue }) => [key, catalogue?.onlineOnly]);
    expect(listing.filter(([, only]) => only)).toEqual([['rees', true]]);
    const { catalogue, services } = (await folder.registry()).get('rees');
    expect(catalogue?.otherServicesUrl).toMatch(/^https:/);
    expect(services.map(({ maturity = 3 }) => maturity).filter((level) => level < 3)).toEqual([]);
  });

  test('W2 W3 in Wuppertal some applications need an eID of their own, elsewhere none', async () => {
    const found = (await promised()).flatMap(({ key, services }) =>
      services.filter(({ eidPerApplication }) => eidPerApplication).map((one) => [key, one.key]),
    );
    expect(found).toEqual([['wuppertal', 'meldebescheinigung']]);
  });

  test('W7 some services of Wuppertal need no sign-in, some exist only after it', async () => {
    const signIn = (await folder.registry())
      .get('wuppertal')
      .services.map(({ key, filing }) => [key, filing.signIn]);
    expect(signIn).toContainEqual(['sperrmuell', 'none']);
    expect(signIn).toContainEqual(['personenstandsurkunde', 'required']);
  });

  test('R10 Rees takes a contact form from whoever has not registered', async () => {
    const { filing, levelOfAssurance } = (await folder.registry()).service('rees', 'kontakt')!;
    expect([filing.signIn, levelOfAssurance]).toEqual(['none', 'none']);
  });

  test('R27 the dog tax of Rees is registered topic by topic', async () => {
    const { form } = (await folder.registry()).service('rees', 'hundesteuer-anmeldung')!;
    expect(form.uiSchema.elements?.map(({ label }) => label?.de)).toEqual([
      'Halterin oder Halter',
      'Hund',
      'Erteilung einer Hundesteuermarke',
    ]);
  });

  test('R8 D15a every level that a city asks for is reached by a means that it offers', async () => {
    for (const city of await promised())
      for (const service of city.services)
        expect([city.key, service.key, sufficientMeans(service, city).length > 0]).toEqual([
          city.key,
          service.key,
          true,
        ]);
  });

  test('every city has at least four services, and forms that begin with what the profile knows', async () => {
    for (const { key, services } of await promised()) {
      expect([key, services.length >= 4]).toEqual([key, true]);
      expect([key, services.some(({ form }) => asksProfile(form))]).toEqual([key, true]);
    }
  });

  test('N3 every service has an office that can be reached', async () => {
    for (const tenant of await promised()) {
      for (const service of tenant.services) {
        const office = tenant.offices.find(({ key }) => key === service.office);
        expect([service.key, office?.contact.phone ?? office?.contact.email]).toEqual([
          service.key,
          expect.any(String),
        ]);
      }
    }
  });

  test('a host name leads to a city and a site, whatever its port and case', async () => {
    const registry = await folder.registry();
    expect(registry.byHost('Duisburg.localhost:8080')).toMatchObject({
      tenant: { key: 'duisburg' },
      site: 'portal',
    });
    expect(registry.byHost('backoffice.wuppertal.localhost')).toMatchObject({
      tenant: { key: 'wuppertal' },
      site: 'backoffice',
    });
    expect(registry.byHost('duisburg.localhost.evil.example')).toBeUndefined();
  });

  test('the form of the dog tax asks for a permit when the breed is listed', async () => {
    const { form } = (await folder.registry()).service('duisburg', 'hundesteuer-anmeldung')!;
    const holder = { givenNames: 'Ada', familyName: 'Yıldız' };
    const home = { street: 'Weg', houseNumber: '1', postcode: '47051', city: 'Duisburg' };
    const dog = { name: 'Rex', breed: 'Rottweiler', birthDate: '2025-02-28', sex: 'male', listedBreed: true };
    const missing = (dog: object) =>
      submitErrors(form, { holder, home, dog, keptSince: '2026-01-01' }, '2026-11-26').map(
        ({ pointer }) => pointer,
      );
    expect(missing(dog)).toEqual(['/dog/permitNumber']);
    expect(missing({ ...dog, permitNumber: '12/26' })).toEqual([]);
  });

  test('R27 every form is grouped by topic, and takes no more than a page of its file', async () => {
    for (const tenant of await promised()) {
      for (const { key, form } of tenant.services) {
        const types = form.uiSchema.elements?.map(({ type }) => type);
        expect([key, new Set(types)]).toEqual([key, new Set(['Topic'])]);
        const lines = readFileSync(folder.path(`${tenant.key}/services/${key}.yaml`), 'utf8').split('\n');
        expect(lines.length - lines.indexOf('form:')).toBeLessThan(90);
      }
    }
  });
});

describe('D2 the offer grows by files', () => {
  test('a service file dropped into the folder is a service after the next start', async () => {
    const copy = readFileSync(folder.path(dogTax), 'utf8').replace(
      'key: hundesteuer-anmeldung',
      'key: hundesteuer-zweithund',
    );
    writeFileSync(folder.path('duisburg/services/neu.yaml'), copy);
    expect((await folder.registry()).service('duisburg', 'hundesteuer-zweithund')?.title.de).toBe(
      'Hundesteuer – Anmeldung',
    );
  });

  test('a JSON file is as good as a YAML file, and has the same version', async () => {
    const before = (await folder.registry()).service('duisburg', 'hundesteuer-anmeldung')?.version;
    writeFileSync(
      folder.path(dogTax.replace('.yaml', '.json')),
      JSON.stringify(parse(readFileSync(folder.path(dogTax), 'utf8'))),
    );
    rmSync(folder.path(dogTax));
    expect((await folder.registry()).service('duisburg', 'hundesteuer-anmeldung')?.version).toBe(before);
  });

  test('the version follows the content: a comment keeps it, a text changes it', async () => {
    const version = async () =>
      (await folder.registry()).service('duisburg', 'hundesteuer-anmeldung')!.version;
    const before = await version();
    folder.edit(dogTax, (text) => `# checked by the tax office\n${text}`);
    expect(await version()).toBe(before);
    folder.edit(dogTax, (text) => text.replace('Hundesteuer – Anmeldung', 'Hundesteuer'));
    expect(await version()).not.toBe(before);
    expect(
      (await folder.registry()).serviceVersion('duisburg', 'hundesteuer-anmeldung', before),
    ).toBeUndefined();
  });
});

describe('a form that is written by topics', () => {
  const form = `form:
  topics:
    - title: { de: Person, en: Person }
      fields:
        - { block: person, as: applicant, prefill: true }
        - { name: kind, label: { de: Art, en: Kind }, choice: { first: { de: neu, en: new } } }
        - { name: why, label: { de: Grund, en: Reason }, text: 30, show: { kind: first } }
`;
  const write = (text: string) => folder.edit(dogTax, (file) => file.slice(0, file.indexOf('form:')) + text);

  test('is stored and given to clients as schema and layout', async () => {
    write(form);
    const { schema, uiSchema } = (await folder.registry()).service('duisburg', 'hundesteuer-anmeldung')!.form;
    expect(schema).toMatchObject({
      required: ['applicant', 'kind'],
      properties: { applicant: { required: ['givenNames', 'familyName', 'birthDate'] } },
    });
    expect(uiSchema.elements?.map(({ type }) => type)).toEqual(['Topic']);
  });

  test('may hold every kind of field, rule and relation, in YAML as in JSON', async () => {
    write(stringify({ form: written }));
    expect(await folder.problems()).toEqual([]);
    expect((await folder.registry()).service('duisburg', 'hundesteuer-anmeldung')?.form).toEqual(example);
    write(`form: ${JSON.stringify(written)}\n`);
    expect((await folder.registry()).service('duisburg', 'hundesteuer-anmeldung')?.form).toEqual(example);
  });

  test.each([
    [
      'kind: first',
      'kind: frist',
      '/form/topics/0/fields/2/show/kind: "frist" is no value of "kind"; its values are first',
    ],
    [
      'block: person',
      'block: persn',
      '/form/topics/0/fields/0/block: there is no block "persn"; there are address',
    ],
    ['text: 30', 'txt: 30', '/form/topics/0/fields/2/txt: the field "txt" is unknown. Did you mean "text"?'],
    [
      'text: 30',
      'text: { max: 30, pattern: "(?=a)b" }',
      '/form/topics/0/fields/2/text: a pattern looks neither ahead',
    ],
  ])('with %s as %s is refused with line and place', async (from, to, problem) => {
    write(form.replace(from, to));
    await folder.expectProblem(dogTax, problem);
    expect((await folder.problems())[0]?.line).toBeGreaterThan(20);
  });
});

test('canonical JSON does not depend on the order of fields', () => {
  const object = fc.dictionary(fc.string(), fc.jsonValue());
  fc.assert(
    fc.property(object, (value) => {
      const reversed = Object.fromEntries(Object.entries(value).reverse());
      expect(contentHash(reversed)).toBe(contentHash(value));
      expect(canonicalJson(JSON.parse(canonicalJson(value)))).toBe(canonicalJson(value));
    }),
  );
});
