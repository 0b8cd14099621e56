import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { parse, stringify } from 'yaml';
import { ConfigurationReader, LiveConfiguration } from '.';
import { ConfigurationFolder } from '../test/configuration-folder';

const dogTax = 'duisburg/services/hundesteuer-anmeldung.yaml';
const title = { de: 'Plan', en: 'Plan' };
let folder: ConfigurationFolder;
beforeEach(() => {
  folder = new ConfigurationFolder();
  // As it stands where somebody wrote schema and layout themselves.
  cpSync(join(__dirname, '../test/form-as-schema.yaml'), folder.path(dogTax));
});
afterEach(() => folder.remove());

const signedIn = { filing: { signIn: 'required', draftDays: 30 } };

describe('a wrong file is refused with file, place and reason', () => {
  test.each<[string, (service: Record<string, never>) => unknown, string]>([
    [
      'an unknown field',
      (service) => ({ ...service, tittle: 1 }),
      'the field "tittle" is unknown. Did you mean "title"? Allowed are: key, leikaKey, title',
    ],
    [
      'a LeiKa key of another form',
      (service) => ({ ...service, leikaKey: '98123' }),
      '/leikaKey: "98123" is not possible here: Leistungsschlüssel (LeiKa): 99 and twelve digits, in quotes.',
    ],
    [
      'a LeiKa key without quotes',
      (service) => ({ ...service, leikaKey: 99102011070000 }),
      '/leikaKey: must be a text (in quotes where it looks like a number or a date); not 99102011070000',
    ],
    [
      'a text in one language',
      (service) => ({ ...service, title: { de: 'Hund' } }),
      '/title: the English text is missing',
    ],
    [
      'an empty text',
      (service) => ({ ...service, title: { de: 'Hund', en: ' ' } }),
      '/title/en: " " is not possible here: a text that is not empty',
    ],
    [
      'an office that does not exist',
      (service) => ({ ...service, office: 'zoo' }),
      '/office: tenant.yaml has no office "zoo". Allowed are: ',
    ],
    [
      'a topic that does not exist',
      (service) => ({ ...service, topics: ['zoo'] }),
      '/topics/0: tenant.yaml has no topic "zoo". Allowed are: ',
    ],
    [
      'a limit of pages for what has none',
      (service) => ({
        ...service,
        documents: [{ key: 'plan', title, required: true, types: ['pdf', 'docx'], maxPages: 3 }],
      }),
      '/documents/0/maxPages: the pages of "docx" cannot be counted: take the type or maxPages away',
    ],
    [
      'no page at all',
      (service) => ({ ...service, documents: [{ key: 'plan', title, required: true, maxPages: 0 }] }),
      '/documents/0/maxPages: must be >= 1, not 0 (Most pages of one file; without it, any number.',
    ],
    [
      'an unknown level',
      (service) => ({ ...service, levelOfAssurance: 'hoch' }),
      '"hoch" is not possible here. Allowed are: none, low, substantial, high',
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
      '/fee/amountCents: 0.5 is no amount: it stands in euro cents, without comma or point: 50 for 0.50 €',
    ],
    [
      'an office that looks like no key',
      (service) => ({ ...service, office: 'Steueramt' }),
      '/office: tenant.yaml has no office "Steueramt". Did you mean "steueramt"? Allowed are: ',
    ],
    [
      'a key with capital letters',
      (service) => ({ ...service, key: 'Hundesteuer' }),
      '/key: "Hundesteuer" is not possible here: ',
    ],
    [
      'an amount with a comma',
      (service) => ({ ...service, fee: { amountCents: '12,50', payment: 'before-filing' } }),
      '/fee/amountCents: "12,50" is no amount: it stands in euro cents, without comma or point: 1250 for 12.50 €',
    ],
    [
      'a field that is missing',
      ({ office: _, ...service }) => service,
      'the field "office" is missing (Key of the responsible office',
    ],
    [
      'a service that ends before it begins',
      (service) => ({ ...service, validFrom: '2027-02-01', validUntil: '2027-01-31' }),
      '/validUntil: ends on 2027-01-31, before it begins on 2027-02-01',
    ],
    [
      'a day that does not exist',
      (service) => ({ ...service, validFrom: '2027-02-30' }),
      '/validFrom: must match format "date", not "2027-02-30"',
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
    [
      'a level without any sign-in',
      (service) => ({ ...service, levelOfAssurance: 'low', filing: { signIn: 'none', draftDays: 30 } }),
      '/filing/signIn: a service on level "low" needs signIn: required',
    ],
    [
      'a proof for each application by nobody',
      (service) => ({ ...service, eidPerApplication: true }),
      '/filing/signIn: a service with eidPerApplication needs signIn: required',
    ],
    [
      'a means that does not reach the level',
      (service) => ({ ...service, ...signedIn, levelOfAssurance: 'high', means: ['eid', 'elster'] }),
      '/means/1: "elster" reaches level "substantial" at most, and the service needs "high"',
    ],
    [
      'a means that nobody has heard of',
      (service) => ({ ...service, ...signedIn, means: ['eID'] }),
      '/means/0: "eID" is not possible here. Did you mean "eid"? Allowed are: password, elster, eid',
    ],
    [
      'R3 D15b a signature on paper where every applicant has proven their identity on level high',
      (service) => ({ ...service, ...signedIn, levelOfAssurance: 'high', signatureOnPaper: true }),
      '/signatureOnPaper: who has proven their identity on level "high" signs nothing on paper',
    ],
  ])('%s', async (_, change, reason) => {
    folder.edit(dogTax, (text) =>
      stringify(change(parse(text) as Record<string, never>), { aliasDuplicateObjects: false }),
    );
    await folder.expectProblem(dogTax, reason);
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
      'hundesteuer-anmeldung.yaml:61, /form/schema/properties/furtherDogs: a list needs maxItems',
    ],
    [
      'an object of any fields',
      'furtherDogs: { type: integer, minimum: 0, maximum: 20 }',
      'furtherDogs: { type: object }',
      'an object needs additionalProperties: false, or maxProperties',
    ],
    [
      'an amount that YAML cuts at its comma',
      'fee: { amountCents: 0, payment: none }',
      'fee: { amountCents: 12,50, payment: before-filing }',
      '/fee/50: "12,50" is no amount: amountCents stands in euro cents, without comma or point: 1250 for 12.50 €',
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
  ])('%s', async (_, from, to, reason) => {
    folder.edit(dogTax, (text) => {
      expect(text).toContain(from);
      return text.replace(from, to);
    });
    await folder.expectProblem(dogTax, reason);
  });

  test.each([
    [
      'a text with a colon',
      'title: { de: Hund: neu, en: Dog }',
      'a text with a colon in it stands in quotes',
    ],
    ['a text with a colon, on its own', 'title:\n  de: Hund: neu\n  en: Dog', 'a text with a colon in it'],
    ['a text that begins with a sign', 'title: { de: @Hund, en: Dog }', 'stands in quotes'],
    ['a tab', 'title:\n\tde: Hund', 'a line begins with spaces, not with tabs'],
    ['a bracket that does not end', 'title: { de: Hund', '{ and [ end with } and ]'],
    ['a line that begins elsewhere', 'title:\n   de: Hund\n  en: Dog', 'begins in the same column'],
    ['no space behind a colon', 'title:Hund', 'a field is a name, a colon and a space'],
    ['one field twice', 'title: { de: Hund, en: Dog, de: Hunde }', 'stands here twice'],
  ])('%s is one mistake, told in words', async (_, title, reason) => {
    folder.edit(dogTax, (text) => text.replace(/^title:\n.*\n.*$/m, title));
    const told = (await folder.problems()).map(({ reason }) => reason);
    expect(told).toEqual([expect.stringContaining(`this is not valid YAML: `)]);
    expect(told[0]).toContain(reason);
  });

  test('the place is the line that is wrong', async () => {
    folder.edit(dogTax, (text) => text.replace('office: steueramt', 'office: zoo'));
    const line = readFileSync(folder.path(dogTax), 'utf8').split('\n').indexOf('office: zoo') + 1;
    expect(await folder.problems()).toEqual([
      {
        file: folder.path(dogTax),
        line,
        pointer: '/office',
        reason: expect.stringContaining('no office "zoo"') as string,
      },
    ]);
  });

  test('a misspelt name is one cause, and hides nothing else', async () => {
    folder.edit(dogTax, (text) =>
      text
        .replace('levelOfAssurance:', 'levelOfAsurance:')
        .replace('office: steueramt', 'office: Steueramt')
        .replace('properties/chipNumber', 'properties/chip'),
    );
    expect((await folder.problems()).map(({ line, pointer, reason }) => [line, pointer, reason])).toEqual([
      [expect.any(Number), '/levelOfAsurance', expect.stringContaining('Did you mean "levelOfAssurance"?')],
      [expect.any(Number), '/office', expect.stringContaining('Did you mean "steueramt"?')],
      [
        expect.any(Number),
        expect.stringContaining('/form/uiSchema'),
        expect.stringContaining('properties/chip"'),
      ],
    ]);
  });

  test('every wrong file of a start is named at once', async () => {
    folder.edit(dogTax, () => 'key: [');
    folder.edit('duisburg/services/sondernutzung.yaml', (text) => text.replace('after-review', 'later'));
    folder.edit('wuppertal/tenant.yaml', (text) => text.replace("'#00694b'", 'green'));
    expect(
      [...new Set((await folder.problems()).map(({ file }) => file.slice(folder.dir.length + 1)))].sort(),
    ).toEqual([dogTax, 'duisburg/services/sondernutzung.yaml', 'wuppertal/tenant.yaml']);
  });

  test('two services with one key', async () => {
    cpSync(folder.path(dogTax), folder.path('duisburg/services/zweite.yaml'));
    await folder.expectProblem('duisburg/services/zweite.yaml', 'already describes "hundesteuer-anmeldung"');
  });

  test('two cities with one host name, key or prefix', async () => {
    folder.edit('wuppertal/tenant.yaml', (text) =>
      text
        .replace('[wuppertal.localhost]', '[duisburg.localhost]')
        .replace('referencePrefix: W', 'referencePrefix: DU'),
    );
    expect((await folder.problems()).map(({ file, reason }) => [file, reason])).toEqual([
      [
        folder.path('wuppertal/tenant.yaml'),
        'the referencePrefix "DU" already belongs to "duisburg"; it can lead to one city only',
      ],
    ]);
  });

  test('a file that is no service file is not passed over in silence', async () => {
    writeFileSync(folder.path('duisburg/services/neu.yaml.txt'), 'key: neu');
    await folder.expectProblem('duisburg/services/neu.yaml.txt', 'is no service file');
  });

  test('a channel that leads nowhere (N3 D6)', async () => {
    folder.edit('duisburg/services/bewohnerparkausweis.yaml', (text) =>
      text.replace('channels: [online, post]', 'channels: [online, in-person]'),
    );
    await folder.expectProblem(
      'duisburg/services/bewohnerparkausweis.yaml',
      'office "strassenverkehr" has no visitingAddress',
    );
  });

  test('a service that no way in to its city suffices for', async () => {
    folder.edit('duisburg/tenant.yaml', (text) =>
      text.replace('signInMethods: [bundid, email-link]', 'signInMethods: [email-link]'),
    );
    await folder.expectProblem(
      'duisburg/services/untersuchungsberechtigungsschein.yaml',
      '/levelOfAssurance: nobody could file on level "high"; the ways in of tenant.yaml reach: email-link: none',
    );
  });

  test('a service that takes only means which its city does not offer (W8)', async () => {
    folder.edit('wuppertal/services/personenstandsurkunde.yaml', (text) => `${text}\nmeans: [elster]\n`);
    await folder.expectProblem(
      'wuppertal/services/personenstandsurkunde.yaml',
      'nobody could file on level "none" by these means; the ways in of tenant.yaml reach: bundid (eid): high',
    );
  });

  test('a way in without its settings, and BundID without its own support (W17)', async () => {
    folder.edit('wuppertal/tenant.yaml', (text) =>
      text
        .replace('[bundid, local-account, email-link]', '[bundid, servicekonto-nrw]')
        .replace(/^  bundid: .*\n/m, ''),
    );
    expect((await folder.problems()).map(({ pointer, reason }) => [pointer, reason])).toEqual([
      ['/signInMethods/0', '"bundid" needs the field "support.bundid"'],
      ['/signInMethods/1', '"servicekonto-nrw" needs the field "servicekontoNrw"'],
    ]);
  });

  test('an id at BundID that is no https address, or has a port', async () => {
    for (const entityId of ['http://portal.example/bundid', 'https://portal.example:8443/bundid', 'portal']) {
      folder.edit('duisburg/tenant.yaml', (text) => text.replace(/entityId: .*/, `entityId: ${entityId}`));
      const reason = `"${entityId}" is not possible here: an https address without a port`;
      await folder.expectProblem('duisburg/tenant.yaml', reason);
    }
  });

  test.each([
    [
      'R24 a colour in which nobody can read',
      (text: string) => text.replace("primary: '#004b93'", "primary: '#f39200'"),
      '/colours/primary: "#f39200" on white has a contrast of 2.3:1, and text needs 4.5:1',
    ],
    [
      'R24 a text that nobody can read on the colour of the city',
      (text: string) => text.replace("onPrimary: '#ffffff'", "onPrimary: '#00694b'"),
      '/colours/onPrimary: "#00694b" on "#004b93" has a contrast of 1.2:1, and text needs 4.5:1',
    ],
    [
      'a sign that runs something',
      (text: string) =>
        text.replace(
          'mailSender:',
          `logo: '<svg viewBox="0 0 1 1"><script>alert(1)</script></svg>'\nmailSender:`,
        ),
      '/logo: must not contain <script>',
    ],
    [
      'a service on top of the start page that does not exist',
      (text: string) => text.replace('  - bewohnerparkausweis\n', '  - parkausweis\n'),
      'mostWanted names "parkausweis", which is no service of this city',
    ],
  ])('%s', async (_, change, reason) => {
    folder.edit('duisburg/tenant.yaml', change);
    await folder.expectProblem('duisburg/tenant.yaml', reason);
  });

  test('a folder without cities, and a city without its file', async () => {
    await expect(LiveConfiguration.open(folder.path('nowhere'))).rejects.toThrow(
      'no city is configured here',
    );
    rmSync(folder.path('wuppertal/tenant.yaml'));
    await folder.expectProblem('wuppertal/tenant.yaml', 'is missing');
  });

  test('whatever stands in a service file, it is refused, and nothing else is', async () => {
    const anything = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.json(),
      fc.anything().map((value) => stringify(value) ?? ''),
    );
    rmSync(folder.path('duisburg/services'), { recursive: true });
    mkdirSync(folder.path('duisburg/services'));
    const reader = new ConfigurationReader(folder.dir);
    const sizes = async () => [...(await reader.read()).cities.values()].map(({ services }) => services.size);
    const empty = await sizes();
    await fc.assert(
      fc.asyncProperty(anything, async (content) => {
        writeFileSync(folder.path(dogTax), content);
        const { cities, problems } = await reader.read();
        expect([...new Set(problems.map(({ file }) => file))]).toEqual([folder.path(dogTax)]);
        expect([...cities.values()].map(({ services }) => services.size)).toEqual(empty);
      }),
      { numRuns: 200, seed: 7 },
    );
  });
});
