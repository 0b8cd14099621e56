import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { parse, stringify } from 'yaml';
import { loadTenants } from '.';
import { ConfigurationFolder } from '../test/configuration-folder';

const dogTax = 'duisburg/services/hundesteuer-anmeldung.yaml';
let folder: ConfigurationFolder;
beforeEach(() => void (folder = new ConfigurationFolder()));
afterEach(() => folder.remove());

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
    folder.edit(dogTax, (text) =>
      stringify(change(parse(text) as Record<string, never>), { aliasDuplicateObjects: false }),
    );
    folder.expectProblem(dogTax, reason);
  });

  test.each([
    [
      'a form schema with a slip in a keyword',
      'minLength: 1',
      'minLenght: 1',
      'unknown keyword: "minLenght"',
    ],
    [
      'a text of any length',
      '{ type: string, minLength: 1, maxLength: 60 }',
      '{ type: string }',
      'a text needs maxLength',
    ],
    [
      'a text that is longer than any form needs',
      'maxLength: 60',
      'maxLength: 1000000',
      'maxLength is at most 20,000, not 1000000',
    ],
    [
      'a list of any length',
      'furtherDogs: { type: integer, minimum: 0, maximum: 20 }',
      'furtherDogs: { type: array, items: { enum: [a] } }',
      'line 61, /form/schema/properties/furtherDogs: a list needs maxItems',
    ],
    [
      'an object of any fields',
      'furtherDogs: { type: integer, minimum: 0, maximum: 20 }',
      'furtherDogs: { type: object }',
      'an object needs additionalProperties: false, or maxProperties',
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
    folder.edit(dogTax, (text) => {
      expect(text).toContain(from);
      return text.replace(from, to);
    });
    folder.expectProblem(dogTax, reason);
  });

  test('the place is the line that is wrong', () => {
    folder.edit(dogTax, (text) => text.replace('office: steueramt', 'office: zoo'));
    const line = readFileSync(folder.path(dogTax), 'utf8').split('\n').indexOf('office: zoo') + 1;
    expect(folder.problems()).toEqual([
      {
        file: folder.path(dogTax),
        place: `line ${line}, /office`,
        reason: expect.stringContaining('no office "zoo"') as string,
      },
    ]);
  });

  test('every wrong file of a start is named at once', () => {
    folder.edit(dogTax, () => 'key: [');
    folder.edit('duisburg/services/sondernutzung.yaml', (text) => text.replace('after-review', 'later'));
    folder.edit('wuppertal/tenant.yaml', (text) => text.replace("'#00694b'", 'green'));
    expect(
      [...new Set(folder.problems().map(({ file }) => file.slice(folder.dir.length + 1)))].sort(),
    ).toEqual([dogTax, 'duisburg/services/sondernutzung.yaml', 'wuppertal/tenant.yaml']);
  });

  test('two services with one key', () => {
    cpSync(folder.path(dogTax), folder.path('duisburg/services/zweite.yaml'));
    folder.expectProblem('duisburg/services/zweite.yaml', 'already describes "hundesteuer-anmeldung"');
  });

  test('two cities with one host name, key or prefix', () => {
    folder.edit('wuppertal/tenant.yaml', (text) =>
      text
        .replace('[wuppertal.localhost]', '[duisburg.localhost]')
        .replace('referencePrefix: W', 'referencePrefix: DU'),
    );
    expect(folder.problems().map(({ reason }) => reason)).toEqual([
      'referencePrefix "DU" belongs to "duisburg" and to "wuppertal"; it can lead to one only',
      'host "duisburg.localhost" belongs to "duisburg" and to "wuppertal"; it can lead to one only',
    ]);
  });

  test('a file that is no service file is not passed over in silence', () => {
    writeFileSync(folder.path('duisburg/services/neu.yaml.txt'), 'key: neu');
    folder.expectProblem('duisburg/services/neu.yaml.txt', 'is no service file');
  });

  test('a channel that leads nowhere (N3 D6)', () => {
    folder.edit('duisburg/services/bewohnerparkausweis.yaml', (text) =>
      text.replace('channels: [online, post]', 'channels: [online, in-person]'),
    );
    folder.expectProblem(
      'duisburg/services/bewohnerparkausweis.yaml',
      'office "strassenverkehr" has no visitingAddress',
    );
  });

  test('a folder without cities, and a city without its file', () => {
    expect(() => loadTenants(folder.path('nowhere'))).toThrow('no city is configured here');
    rmSync(folder.path('wuppertal/tenant.yaml'));
    folder.expectProblem('wuppertal/tenant.yaml', 'cannot be read');
  });

  test('whatever stands in a service file, the start ends with a ConfigurationError that names it', () => {
    const anything = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.json(),
      fc.anything().map((value) => stringify(value) ?? ''),
    );
    rmSync(folder.path('wuppertal'), { recursive: true });
    rmSync(folder.path('duisburg/services'), { recursive: true });
    mkdirSync(folder.path('duisburg/services'));
    fc.assert(
      fc.property(anything, (content) => {
        writeFileSync(folder.path(dogTax), content);
        folder.expectProblem(dogTax, '');
      }),
      { numRuns: 200, seed: 7 },
    );
  });
});
