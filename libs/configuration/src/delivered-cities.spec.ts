import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { parse, stringify } from 'yaml';
import { submitErrors } from '#forms';
import { canonicalJson, contentHash } from '.';
import { example, written } from '../../forms/test/example-form';
import { ConfigurationFolder } from '../test/configuration-folder';

const dogTax = 'duisburg/services/hundesteuer-anmeldung.yaml';
let folder: ConfigurationFolder;
beforeEach(() => void (folder = new ConfigurationFolder()));
afterEach(() => folder.remove());

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

  test('W14 each city has its own name for the list of applications', async () => {
    const registry = await folder.registry();
    const listNameOf = (city: string) => registry.get(city).listName.de;
    expect(['duisburg', 'wuppertal'].map(listNameOf)).toEqual(['Meine offenen Anträge', 'Mein Postkorb']);
  });

  test('N3 every service has an office that can be reached', async () => {
    for (const tenant of (await folder.registry()).all()) {
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
    for (const tenant of (await folder.registry()).all()) {
      for (const { key, form } of tenant.services) {
        const types = form.uiSchema.elements?.map(({ type }) => type);
        expect([key, new Set(types)]).toEqual([key, new Set(['Topic'])]);
        const lines = readFileSync(folder.path(`${tenant.key}/services/${key}.yaml`), 'utf8').split('\n');
        expect(lines.length).toBeLessThan(90);
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
