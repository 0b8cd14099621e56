import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import * as fc from 'fast-check';
import { parse, stringify } from 'yaml';
import {
  canonicalJson,
  compileFormSchema,
  ConfigurationError,
  contentHash,
  loadTenants,
  type TenantRegistry,
} from '.';

const delivered = resolve(__dirname, '../../../../deploy/tenants');
const dogTax = 'duisburg/services/hundesteuer-anmeldung.yaml';
let dir: string;

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'tenants-'));
  cpSync(delivered, dir, { recursive: true });
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

describe('the delivered cities', () => {
  test('D13 D15 only two services of Duisburg need BundID, one of them on level high', () => {
    const levels = registry()
      .get('duisburg')
      .services.map(({ key, levelOfAssurance }) => [key, levelOfAssurance]);
    expect(levels.filter(([, level]) => level !== 'none')).toEqual([
      ['bewohnerparkausweis', 'low'],
      ['untersuchungsberechtigungsschein', 'high'],
    ]);
  });

  test('W14 each city has its own name for the list of applications', () => {
    expect(
      registry()
        .all()
        .map(({ key, listName }) => [key, listName.de]),
    ).toEqual([
      ['duisburg', 'Meine offenen Anträge'],
      ['wuppertal', 'Mein Postkorb'],
    ]);
  });

  test('N3 every service has an office that can be reached', () => {
    for (const tenant of registry().all()) {
      for (const service of tenant.services) {
        const office = tenant.offices.find(({ key }) => key === service.office);
        expect([service.key, office?.contact.phone ?? office?.contact.email]).toEqual([
          service.key,
          expect.any(String),
        ]);
      }
    }
  });

  test('a host name leads to a city and a site, whatever its port and case', () => {
    expect(registry().byHost('Duisburg.localhost:8080')).toMatchObject({
      tenant: { key: 'duisburg' },
      site: 'portal',
    });
    expect(registry().byHost('backoffice.wuppertal.localhost')).toMatchObject({
      tenant: { key: 'wuppertal' },
      site: 'backoffice',
    });
    expect(registry().byHost('duisburg.localhost.evil.example')).toBeUndefined();
  });

  test('the form of the dog tax asks for a permit when the breed is listed', () => {
    const validate = compileFormSchema(registry().service('duisburg', 'hundesteuer-anmeldung')!.form.schema);
    const holder = {
      givenName: 'Ada',
      familyName: 'Yıldız',
      street: 'Weg',
      houseNumber: '1',
      postalCode: '47051',
      city: 'Duisburg',
    };
    const dog = { name: 'Rex', breed: 'Rottweiler', bornOn: '2025-02-28', sex: 'male', listedBreed: true };
    expect(validate({ holder, dog, keptSince: '2026-01-01' })).toBe(false);
    expect(validate({ holder, dog: { ...dog, permitNumber: '12/26' }, keptSince: '2026-01-01' })).toBe(true);
  });
});

describe('D2 the offer grows by files', () => {
  test('a service file dropped into the folder is a service after the next start', () => {
    const copy = readFileSync(join(dir, dogTax), 'utf8').replace(
      'key: hundesteuer-anmeldung',
      'key: hundesteuer-zweithund',
    );
    writeFileSync(join(dir, 'duisburg/services/neu.yaml'), copy);
    expect(registry().service('duisburg', 'hundesteuer-zweithund')?.title.de).toBe('Hundesteuer – Anmeldung');
  });

  test('a JSON file is as good as a YAML file, and has the same version', () => {
    const before = registry().service('duisburg', 'hundesteuer-anmeldung')?.version;
    writeFileSync(
      join(dir, dogTax.replace('.yaml', '.json')),
      JSON.stringify(parse(readFileSync(join(dir, dogTax), 'utf8'))),
    );
    rmSync(join(dir, dogTax));
    expect(registry().service('duisburg', 'hundesteuer-anmeldung')?.version).toBe(before);
  });

  test('the version follows the content: a comment keeps it, a text changes it', () => {
    const version = () => registry().service('duisburg', 'hundesteuer-anmeldung')!.version;
    const before = version();
    edit(dogTax, (text) => `# checked by the tax office\n${text}`);
    expect(version()).toBe(before);
    edit(dogTax, (text) => text.replace('Hundesteuer – Anmeldung', 'Hundesteuer'));
    expect(version()).not.toBe(before);
    expect(registry().serviceVersion('duisburg', 'hundesteuer-anmeldung', before)).toBeUndefined();
  });
});

describe('a wrong file ends the start with file, place and reason', () => {
  test.each<[string, (service: Record<string, never>) => unknown, string]>([
    ['an unknown field', (service) => ({ ...service, tittle: 1 }), 'the field "tittle" is unknown'],
    [
      'a LeiKa key of another form',
      (service) => ({ ...service, leikaKey: '98123' }),
      '/leikaKey: must match pattern "^99',
    ],
    [
      'a LeiKa key without quotes',
      (service) => ({ ...service, leikaKey: 99102011070000 }),
      '/leikaKey: must be string',
    ],
    [
      'a text in one language',
      (service) => ({ ...service, title: { de: 'Hund' } }),
      "/title: must have required property 'en'",
    ],
    [
      'an empty text',
      (service) => ({ ...service, title: { de: 'Hund', en: ' ' } }),
      '/title/en: must match pattern',
    ],
    [
      'an office that does not exist',
      (service) => ({ ...service, office: 'zoo' }),
      '/office: tenant.yaml has no office "zoo"',
    ],
    [
      'a topic that does not exist',
      (service) => ({ ...service, topics: ['zoo'] }),
      '/topics/0: tenant.yaml has no topic "zoo"',
    ],
    [
      'an unknown level',
      (service) => ({ ...service, levelOfAssurance: 'hoch' }),
      'must be one of none, low, substantial, high, not "hoch"',
    ],
    [
      'a fee nobody collects',
      (service) => ({ ...service, fee: { amountCents: 100, payment: 'none' } }),
      '/fee/payment: a fee of 100 cents',
    ],
    [
      'a payment of nothing',
      (service) => ({ ...service, fee: { amountCents: 0, payment: 'after-review' } }),
      '/fee/amountCents: payment "after-review" needs',
    ],
    [
      'half a cent',
      (service) => ({ ...service, fee: { amountCents: 0.5, payment: 'before-filing' } }),
      '/fee/amountCents: must be integer',
    ],
    [
      'a service that is not online (D1)',
      (service) => ({ ...service, channels: ['post'] }),
      '/channels: must contain "online"',
    ],
    [
      'a level without sign-in',
      (service) => ({ ...service, levelOfAssurance: 'high' }),
      '/filing/signIn: a service on level "high" needs',
    ],
  ])('%s', (_, change, reason) => {
    edit(dogTax, (text) =>
      stringify(change(parse(text) as Record<string, never>), { aliasDuplicateObjects: false }),
    );
    expectProblem(dogTax, reason);
  });

  test.each([
    [
      'a form schema with a slip in a keyword',
      'minLength: 1',
      'minLenght: 1',
      'unknown keyword: "minLenght"',
    ],
    ['a format nobody checks', 'format: date', 'format: datum', 'unknown format "datum"'],
    [
      'a control for a field that does not exist',
      'properties/breed',
      'properties/bread',
      'no field at "#/properties/dog/properties/bread"',
    ],
    [
      'a rule on a field that does not exist',
      "condition: { scope: '#/properties/dog/properties/listedBreed'",
      "condition: { scope: '#/properties/listed'",
      '/rule/condition/scope: the form schema has no field',
    ],
    [
      'a value without text',
      'shelter: { de: Tierheim, en: Animal shelter }',
      '',
      'the value "shelter" of #/properties/origin has no text',
    ],
    [
      'a required field nobody asks for',
      "scope: '#/properties/keptSince'",
      "scope: '#/properties/furtherDogs'",
      '"keptSince" is required but no control asks for it',
    ],
    [
      'a required field that does not exist',
      'required: [holder, dog, keptSince]',
      'required: [holder, dog, keptSince, cat]',
      '"cat" is required but is no property',
    ],
    [
      'a form that takes unknown fields',
      'type: object\n    additionalProperties: false',
      'type: object\n    additionalProperties: true',
      '/form/schema/additionalProperties: must be false',
    ],
  ])('%s', (_, from, to, reason) => {
    edit(dogTax, (text) => {
      expect(text).toContain(from);
      return text.replace(from, to);
    });
    expectProblem(dogTax, reason);
  });

  test('the place is the line that is wrong', () => {
    edit(dogTax, (text) => text.replace('office: steueramt', 'office: zoo'));
    const line = readFileSync(join(dir, dogTax), 'utf8').split('\n').indexOf('office: zoo') + 1;
    expect(problems()).toEqual([
      {
        file: join(dir, dogTax),
        place: `line ${line}, /office`,
        reason: expect.stringContaining('no office "zoo"') as string,
      },
    ]);
  });

  test('every wrong file of a start is named at once', () => {
    edit(dogTax, () => 'key: [');
    edit('duisburg/services/sondernutzung.yaml', (text) => text.replace('after-review', 'later'));
    edit('wuppertal/tenant.yaml', (text) => text.replace("'#00694b'", 'green'));
    expect([...new Set(problems().map(({ file }) => file.slice(dir.length + 1)))].sort()).toEqual([
      dogTax,
      'duisburg/services/sondernutzung.yaml',
      'wuppertal/tenant.yaml',
    ]);
  });

  test('two services with one key', () => {
    cpSync(join(dir, dogTax), join(dir, 'duisburg/services/zweite.yaml'));
    expectProblem('duisburg/services/zweite.yaml', 'already describes "hundesteuer-anmeldung"');
  });

  test('two cities with one host name, key or prefix', () => {
    edit('wuppertal/tenant.yaml', (text) =>
      text
        .replace('[wuppertal.localhost]', '[duisburg.localhost]')
        .replace('referencePrefix: W', 'referencePrefix: DU'),
    );
    expect(problems().map(({ reason }) => reason)).toEqual([
      'referencePrefix "DU" belongs to "duisburg" and to "wuppertal"; it can lead to one only',
      'host "duisburg.localhost" belongs to "duisburg" and to "wuppertal"; it can lead to one only',
    ]);
  });

  test('a file that is no service file is not passed over in silence', () => {
    writeFileSync(join(dir, 'duisburg/services/neu.yaml.txt'), 'key: neu');
    expectProblem('duisburg/services/neu.yaml.txt', 'is no service file');
  });

  test('a channel that leads nowhere (N3 D6)', () => {
    edit('duisburg/services/bewohnerparkausweis.yaml', (text) =>
      text.replace('channels: [online, post]', 'channels: [online, in-person]'),
    );
    expectProblem(
      'duisburg/services/bewohnerparkausweis.yaml',
      'office "strassenverkehr" has no visitingAddress',
    );
  });

  test('a folder without cities, and a city without its file', () => {
    expect(() => loadTenants(join(dir, 'nowhere'))).toThrow('no city is configured here');
    rmSync(join(dir, 'wuppertal/tenant.yaml'));
    expectProblem('wuppertal/tenant.yaml', 'cannot be read');
  });

  test('whatever stands in a service file, the start ends with a ConfigurationError that names it', () => {
    const anything = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.json(),
      fc.anything().map((value) => stringify(value) ?? ''),
    );
    rmSync(join(dir, 'wuppertal'), { recursive: true });
    rmSync(join(dir, 'duisburg/services'), { recursive: true });
    mkdirSync(join(dir, 'duisburg/services'));
    fc.assert(
      fc.property(anything, (content) => {
        writeFileSync(join(dir, dogTax), content);
        expectProblem(dogTax, '');
      }),
      { numRuns: 200, seed: 7 },
    );
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

function registry(): TenantRegistry {
  return loadTenants(dir);
}

function edit(file: string, change: (text: string) => string): void {
  writeFileSync(join(dir, file), change(readFileSync(join(dir, file), 'utf8')));
}

function problems(): ConfigurationError['problems'] {
  try {
    loadTenants(dir);
  } catch (error) {
    if (error instanceof ConfigurationError) return error.problems;
    throw error;
  }
  return [];
}

/** The start ends, and its one message names the file and contains the reason. */
function expectProblem(file: string, reason: string): void {
  const found = problems().filter((problem) => problem.file === join(dir, file));
  expect(found).not.toEqual([]);
  expect(new ConfigurationError(found).message).toContain(reason);
}
