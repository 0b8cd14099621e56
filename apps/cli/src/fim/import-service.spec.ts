import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { parse } from 'yaml';
import { ConfigurationReader } from '#configuration';
import { compileForm } from '#forms';
import { tenantsFolder } from '#testing';
import { CodeLists } from './code-lists';
import { importForm } from './form';
import { importSchema } from './import-schema';
import { check, importService } from './import-service';
import { Remarks, sayRemark } from './remarks';
import { keyOf, serviceFile } from './service-file';
import { dataTypes, fieldArts, limitNames, type FimContent, type FimField, type FimGroup } from './schema';

const file = (name: string) => readFileSync(join(__dirname, '../../test/fim', `${name}.xml`));
const said = (remarks: ReturnType<typeof importSchema>['remarks']) => remarks.map(sayRemark);
const settings = { city: 'duisburg', office: 'steueramt', topic: 'tiere', leika: '99012345678901' };

/** A schema with these struct elements. */
const schemaOf = (content: string, namespace = 'urn:xoev-de:fim:standard:xdatenfelder_3.0.0') =>
  Buffer.from(
    `<x:xdatenfelder.stammdatenschema.0102 xmlns:x="${namespace}"><x:stammdatenschema>
<x:identifikation><x:id>S1</x:id></x:identifikation><x:name>Probe</x:name>${content}
</x:stammdatenschema></x:xdatenfelder.stammdatenschema.0102>`,
  );
const fieldOf = (
  type: string,
  limits = '',
  more = '',
  art = 'input',
) => `<x:struktur><x:anzahl>1:1</x:anzahl><x:enthaelt><x:datenfeld>
<x:identifikation><x:id>F1</x:id></x:identifikation><x:name>Angabe</x:name><x:feldart><code>${art}</code></x:feldart>
<x:datentyp><code>${type}</code></x:datentyp><x:praezisierung ${limits}/>${more}</x:datenfeld></x:enthaelt></x:struktur>`;
const groupOf = (
  id: string,
  content: string,
  anzahl = '1:1',
) => `<x:struktur><x:anzahl>${anzahl}</x:anzahl><x:enthaelt>
<x:datenfeldgruppe><x:identifikation><x:id>${id}</x:id></x:identifikation><x:name>${id}</x:name>${content}</x:datenfeldgruppe>
</x:enthaelt></x:struktur>`;
const written = (content: string) => {
  const { form, remarks } = importSchema(schemaOf(content));
  const { name: _, label: __, ...kind } = form.topics[0]?.fields[0] ?? {};
  return { kind, remarks: remarks.map(({ what, instead }) => `${what} → ${instead}`) };
};

describe('a schema of XDatenfelder 3', () => {
  const imported = importSchema(file('hundehaltung-xdf3'));

  test('becomes topics with building blocks, lists, choices and alternatives', () => {
    const [person, dog, skill, rest] = imported.form.topics;
    expect(imported.form.topics.map(({ title }) => title.de)).toEqual([
      'Antragstellende Person',
      'Hund',
      'Sachkunde',
      'Anzeige einer Hundehaltung',
    ]);
    expect(person?.fields[0]).toMatchObject({
      block: 'person',
      only: ['familyName', 'givenNames'],
      prefill: true,
      fields: [
        {
          block: 'address',
          as: 'anschrift',
          only: ['street', 'houseNumber', 'postcode', 'city'],
          change: { houseNumber: { optional: true } },
        },
      ],
    });
    expect(dog?.fields[0]).toMatchObject({ name: 'hund', repeat: { min: 1, max: 20 } });
    expect(dog?.fields[0]?.fields).toMatchObject([
      { name: 'rufname', text: 250 },
      { name: 'geschlechtDesHundes', choice: { '01': { de: 'Rüde' }, '02': { de: 'Hündin' } } },
      { name: 'rasse', text: 250 },
      { name: 'schulterhoeheInCm', whole: { min: 1, max: 120 } },
      { name: 'gewichtInKg', decimal: { places: 2, min: '0.1', max: '150' }, optional: true },
      { name: 'haltungSeit', date: { min: '2000-01-01' } },
    ]);
    expect(skill?.fields).toMatchObject([
      { name: 'sachkundeAuswahl', choice: { 'tag-der-sachkundepruefung': {}, 'jagdschein-nummer': {} } },
      { name: 'tagDerSachkundepruefung', show: { sachkundeAuswahl: 'tag-der-sachkundepruefung' } },
      { name: 'jagdscheinNummer', text: 20, show: { sachkundeAuswahl: 'jagdschein-nummer' } },
    ]);
    expect(rest?.fields).toMatchObject([
      { note: { de: 'Die Anzeige ersetzt nicht die Anmeldung zur Hundesteuer.' } },
      { name: 'dieAngabenSindRichtig', yes: true },
    ]);
    expect(imported.documents).toEqual([
      expect.objectContaining({ key: 'nachweis-der-haftpflichtversicherung', required: true }),
    ]);
  });

  test('says line by line what was not taken over, and what was done instead', () => {
    const lines = said(imported.remarks);
    expect(lines).toContain(
      'line 113, F99000000003: its values are in the code list urn:de:beispiel:codeliste:hunderassen_1, which is not in the file → asked for as text; give the list with --code-lists, or write the values as choice',
    );
    expect(lines).toContain(
      'line 122, R99000000001: the rule "Rasse unbekannt" is free text: Ist die Rasse unbekannt, ist die vermutete Rasse anzugeben. → not checked; write it as show, require or must',
    );
    expect(lines).toContain('line 94, G99000000002: stands any number of times → at most 20 times');
    const at = imported.remarks.map(({ line }) => line);
    expect(at).toEqual(at.toSorted((left, right) => left - right));
  });

  test('leads to a file that passes the check of the services, with the legal basis beside the fields', async () => {
    const { text, place } = await importService(file('hundehaltung-xdf3'), tenantsFolder, settings);
    expect(place).toBe(join(tenantsFolder, 'duisburg/services/anzeige-einer-hundehaltung.yaml'));
    expect(text).toContain('# Legal basis: § 11 LHundG NRW (https://example.org/lhundg)');
    expect(text).toContain('# F60000000227: § 5 (2) Nr. 1 PAuswG vom 21.6.2019\n        - block: person');
    expect(parse(text)).toMatchObject({
      ...{ key: 'anzeige-einer-hundehaltung', visibility: 'preview', office: 'steueramt', topics: ['tiere'] },
      leikaKey: '99012345678901',
    });
  });
});

describe('a schema of XDatenfelder 2', () => {
  test('has its limits as JSON, patterns with single backslashes included', async () => {
    const { imported } = await importService(file('gewerbe-xdf2'), tenantsFolder, settings);
    const [business, stand] = imported.form.topics;
    expect(business?.fields).toMatchObject([
      {
        name: 'nameDesBetriebs',
        text: { min: 2, max: 100 },
        help: { de: expect.stringContaining('Wie er im') },
      },
      { name: 'handelsregisternummer', text: { max: 20, pattern: '^(?:HR[AB] \\d{1,6})$' }, optional: true },
      {
        block: 'address',
        only: ['street', 'postcode'],
        fields: [{ name: 'stadtteil', text: 60, optional: true }],
      },
    ]);
    expect(stand?.fields).toMatchObject([
      { name: 'ware', repeat: { min: 1, max: 3 }, fields: [{ name: 'wert', text: 80 }] },
      { name: 'umsatzImMonat', money: { min: 0, max: 9_999_999 } },
    ]);
    expect(said(imported.remarks)).toContain(
      'line 92, F99006: "Aktenzeichen" holds an object of which the schema says nothing → left out',
    );
  });
});

test.each([
  ['text', 'minLength="2" maxLength="30"', { text: { min: 2, max: 30 } }, []],
  ['text', '', { text: 250 }, ['no length is said → at most 250 characters']],
  ['text_latin', 'maxLength="80"', { text: { max: 80, latin: true } }, []],
  ['text', 'maxLength="2000"', { text: { max: 2000, lines: true } }, []],
  ['text', 'maxLength="9" pattern="A|B"', { text: { max: 9, pattern: '^(?:A|B)$' } }, []],
  ['text', 'maxLength="9" pattern="^[0-9]+$"', { text: { max: 9, pattern: '^[0-9]+$' } }, []],
  [
    'text',
    'maxLength="9" minLength="12"',
    { text: 9 },
    ['minLength 12 is more than maxLength 9 → minLength left out'],
  ],
  [
    'text',
    'maxLength="viel"',
    { text: 250 },
    ['maxLength "viel" is no whole number → left out', 'no length is said → at most 250 characters'],
  ],
  [
    'date',
    'minValue="1900-02-30"',
    { date: {} },
    ['minValue "1900-02-30" is no day → left out; say what has to hold with must'],
  ],
  ['date', 'maxValue="2030-12-31"', { date: { max: '2030-12-31' } }, []],
  ['time', '', { time: {} }, []],
  [
    'datetime',
    'maxLength="3"',
    { moment: {} },
    ['maxLength "3" means nothing for a field of type datetime → left out'],
  ],
  ['bool', '', { yes: true }, []],
  ['num_int', 'minValue="-3" maxValue="007"', { whole: { min: -3, max: 7 } }, []],
  [
    'num_int',
    'minValue="0.5"',
    { whole: { min: 0 } },
    ['minValue 0.5 has more than 0 decimal places → taken as 0'],
  ],
  ['num_currency', 'minValue="0.07" maxValue="1000"', { money: { min: 7, max: 100_000 } }, []],
  ['num_currency', 'minValue="12,5"', { money: { min: 1250 } }, []],
  ['num', 'minValue="0.001" maxValue="9.5"', { decimal: { places: 3, min: '0.001', max: '9.5' } }, []],
  [
    'num',
    'maxValue="1e9"',
    { decimal: { places: 2 } },
    [
      'maxValue "1e9" is no number that a form can hold → left out',
      'how many decimal places it has is not said → 2 are possible',
    ],
  ],
  ['Farbe', 'maxLength="9"', { text: 9 }, ['the datentyp "Farbe" is unknown → taken as "text"']],
])('a field of type %s with %s becomes %j', (type, limits, kind, remarks) => {
  expect(written(fieldOf(type, limits))).toEqual({ kind, remarks });
});

test.each([
  ['0:1', { text: 9, optional: true }],
  ['1:1', { text: 9 }],
  ['0:3', { repeat: { max: 3 } }],
  ['2:3', { repeat: { min: 2, max: 3 } }],
  ['0:*', { repeat: { max: 20 } }],
  ['30:*', { repeat: { min: 30, max: 30 } }],
  ['3:1', { text: 9 }],
  ['1-1', { text: 9 }],
])('the cardinality %s is kept', (anzahl, expected) => {
  const { kind } = written(fieldOf('text', 'maxLength="9"').replace('1:1', anzahl));
  expect(kind).toMatchObject(expected);
  expect('optional' in kind).toBe('optional' in expected);
});

describe('a field of files', () => {
  const document = (more: string, anzahl = '1:1') => {
    const content = `${fieldOf('text', 'maxLength="9"')}${fieldOf('file', '', more).replace('1:1', anzahl)}`;
    const { documents, remarks } = importSchema(schemaOf(content));
    const [{ key: _, title: __, required: ___, ...limits } = { key: '' }] = documents;
    return { limits, remarks: remarks.map(({ what, instead }) => `${what} → ${instead}`) };
  };
  test.each([
    ['', '1:1', { maxFiles: 1 }, []],
    ['', '0:*', { maxFiles: 30 }, ['asks for up to any number of files → at most 30']],
    [
      '<x:maxSize>5000000</x:maxSize><x:mediaType>application/pdf</x:mediaType><x:mediaType>image/JPG</x:mediaType>',
      '1:5',
      { types: ['pdf', 'jpeg'], maxMegabytes: 5, maxFiles: 5 },
      [],
    ],
    [
      '<x:maxSize>999</x:maxSize><x:mediaType>video/mp4</x:mediaType>',
      '1:1',
      { maxMegabytes: 1, maxFiles: 1 },
      [
        'takes files of the media type "video/mp4" → left out; no proof can be one',
        'its files have 999 bytes at most → 1 megabytes',
      ],
    ],
  ])('with %s, %s becomes a proof with these limits', (more, anzahl, limits, remarks) => {
    expect(document(more, anzahl)).toEqual({ limits, remarks });
  });
});

test('of a pattern in JSON backslashes that stand alone are read beside those that stand in twos', () => {
  const limits = String.raw`<x:praezisierung>{"maxLength":"12","pattern":"[A-Z]\\-\d+\/\\d"}</x:praezisierung>`;
  const field = fieldOf('text').replace('<x:praezisierung />', limits);
  expect(written(field)).toEqual({
    kind: { text: { max: 12, pattern: '^(?:[A-Z]-\\d+/\\d)$' } },
    remarks: [],
  });
});

test('of a choice of several it is said how many, and that whole numbers stand first', () => {
  const values = ['9', 'b', '1'].map((code) => `<x:wert><x:code>${code}</x:code></x:wert>`).join('');
  const field = fieldOf('text', '', `<x:werte>${values}</x:werte>`, 'select').replace('1:1', '1:2');
  expect(written(field).remarks).toEqual([
    'its values do not stand in the order of their numbers → numbers come first, in their order',
    'at most 2 values may be chosen → any number of them',
  ]);
});

test('children are a list of our building block, which stands in the item itself', () => {
  const named = (name: string, type: string) => fieldOf(type, 'maxLength="80"').replace('Angabe', name);
  const { form } = importSchema(
    schemaOf(
      groupOf(
        'Kinder',
        named('Vornamen', 'text') +
          named('Geburtsdatum', 'date').replace('maxLength="80"', '') +
          named('Schule', 'text'),
        '0:5',
      ),
    ),
  );
  expect(form.topics[0]?.fields).toMatchObject([
    {
      ...{ name: 'kinder', repeat: { max: 5, item: { de: 'Kinder' } } },
      fields: [
        {
          block: 'child',
          flat: true,
          only: ['givenNames', 'birthDate'],
          fields: [{ name: 'schule', text: 80 }],
        },
      ],
    },
  ]);
  expect(compileForm(form).problems).toEqual([]);
});

test('a code is kept whatever it is called; one that stands twice is said', () => {
  const codes = ['__proto__', 'constructor', '01', '01'];
  const values = codes.map((code) => `<x:wert><x:code>${code}</x:code><x:name>${code}!</x:name></x:wert>`);
  const { kind, remarks } = written(fieldOf('text', '', `<x:werte>${values.join('')}</x:werte>`, 'select'));
  expect(Object.keys(kind.choice ?? {})).toEqual(['__proto__', 'constructor', '01']);
  expect(remarks).toEqual(['the code "01" stands twice in it → "01!" left out']);
});

test('a pattern that would backtrack for ever is read by an automaton, and takes no longer than any other', () => {
  const { kind, remarks } = written(fieldOf('text', 'maxLength="40" pattern="(a+)+b"'));
  expect([kind.text, remarks]).toEqual([{ max: 40, pattern: '^(?:(a+)+b)$' }, []]);
});

test.each([
  ['[A-Z]\\-\\d+\\@[\\-\\.]', '^(?:[A-Z]-\\d+@[\\-\\.])$'],
  ['^[0-9]{5}$', '^[0-9]{5}$'],
  ['^a|b$', '^(?:a|b)$'],
  ['^[0-9]+\\$', '^(?:[0-9]+\\$)$'],
  ['\\p{L}+', '^(?:\\p{L}+)$'],
])('the pattern %s is for the whole text: %s', (pattern, whole) => {
  const { kind, remarks } = written(fieldOf('text', `maxLength="9" pattern="${pattern}"`));
  expect([kind.text, remarks]).toEqual([{ max: 9, pattern: whole }, []]);
});

test.each(['(?=a)b', '(a)\\1', '[a-z-[aeiou]]', '\\p{IsBasicLatin}+', '(', 'a{,3}{'])(
  'the pattern %s is said and left out where no form can use it',
  (pattern) => {
    const { kind, remarks } = written(fieldOf('text', `maxLength="9" pattern="${pattern}"`));
    if (remarks.length > 0) expect(kind).toEqual({ text: 9 });
    expect(
      compileForm({
        topics: [
          { title: { de: 'a', en: 'a' }, fields: [{ name: 'a', label: { de: 'a', en: 'a' }, ...kind }] },
        ],
      }).problems,
    ).toEqual([]);
  },
);

describe('what is no schema is refused in one sentence', () => {
  const entities = `<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>`;
  const deep = '<x>'.repeat(100_000);
  test.each([
    ['nothing', '', 'The file is empty.'],
    ['a text', 'Guten Tag', /^This is not XML that can be read: line 1, column \d+: /],
    [
      'half of one',
      schemaOf(fieldOf('text')).subarray(0, 300),
      /^This is not XML that can be read: line \d+/,
    ],
    ['entities', `${entities}<x>&b;</x>`, /^Line 1: the file has a document type definition/],
    ['an entity of its own', '<x>&geheim;</x>', /undefined entity/],
    ['very deep', deep, 'Line 1: elements lie in each other more than 200 deep.'],
    [
      'a page',
      '<html/>',
      'Line 1: the file begins with <html>; a FIM schema begins with <xdatenfelder.stammdatenschema.0102>.',
    ],
    [
      'another version',
      schemaOf(fieldOf('text'), 'urn:xoev-de:fim:standard:xdatenfelder_1'),
      /^Line 1: the namespace is "urn:xoev-de:fim:standard:xdatenfelder_1"; read are/,
    ],
    ['no field', schemaOf(''), 'Line 1: the schema has no field.'],
    [
      'a file in another encoding',
      Buffer.concat([Buffer.from('<x>'), Buffer.from([0xff]), Buffer.from('</x>')]),
      'The file is not in the encoding that it names (utf-8).',
    ],
  ])('%s', (_, content, sentence) => {
    expect(() => importSchema(Buffer.from(content as string))).toThrow(sentence);
  });

  test('a group that lies within itself', () => {
    const cycle = schemaOf(groupOf('G1', groupOf('G2', groupOf('G1', fieldOf('text')))));
    expect(() => importSchema(cycle)).toThrow(
      /^Line \d+: the group G1 lies within itself \(it begins in line \d+\); a form cannot go on for ever\.$/,
    );
  });

  test('10,000 fields', () => {
    const many = schemaOf(groupOf('G1', fieldOf('text').repeat(10_000)));
    expect(() => importSchema(many)).toThrow(
      'The schema has 10000 fields; a form has at most 1000. Split it in the FIM editor, or import a part of it.',
    );
  });

  test.each([
    [{ city: 'entenhausen' }, /^There is no city "entenhausen"; there are .*duisburg/],
    [{ ...settings, office: 'mars' }, /^duisburg has no office "mars"; it has buergerservice, /],
    [{ ...settings, topic: 'mars' }, /^duisburg has no topic "mars"; it has /],
    [{ ...settings, leika: '12' }, 'A Leistungsschlüssel is 99 and twelve digits, not "12".'],
  ])('%j', async (wishes, sentence) => {
    await expect(importService(file('gewerbe-xdf2'), tenantsFolder, wishes)).rejects.toThrow(sentence);
  });
});

const breeds = `<gc:CodeList xmlns:gc="http://docs.oasis-open.org/codelist/ns/genericode/1.0/">
<Identification><ShortName>hunderassen</ShortName><CanonicalUri>urn:de:beispiel:codeliste:hunderassen</CanonicalUri>
<CanonicalVersionUri>urn:de:beispiel:codeliste:hunderassen_1</CanonicalVersionUri></Identification>
<ColumnSet><Column Id="schluessel" Use="required"/><Column Id="gruppe"/><Column Id="name"/>
<Key Id="k"><ColumnRef Ref="schluessel"/></Key></ColumnSet>
<SimpleCodeList>
<Row><Value ColumnRef="schluessel"><SimpleValue>001</SimpleValue></Value><Value ColumnRef="name"><SimpleValue>Alano</SimpleValue></Value></Row>
<Row><Value><SimpleValue>002</SimpleValue></Value><Value/><Value><SimpleValue>Dogo Argentino</SimpleValue></Value></Row>
</SimpleCodeList></gc:CodeList>`;

test('a code list that somebody has becomes the values of a choice', () => {
  const codeLists = new CodeLists();
  codeLists.add('hunderassen.xml', Buffer.from(breeds));
  const { form, remarks } = importSchema(file('hundehaltung-xdf3'), codeLists);
  expect(form.topics[1]?.fields[0]?.fields).toContainEqual(
    expect.objectContaining({
      name: 'rasse',
      choice: { '001': { de: 'Alano', en: 'Alano' }, '002': { de: 'Dogo Argentino', en: 'Dogo Argentino' } },
    }),
  );
  expect(remarks.filter(({ what }) => what.includes('code list'))).toEqual([]);
});

test.each([
  [
    '<html/>',
    'list.xml: the file begins with <html>; a code list is <CodeList> of http://docs.oasis-open.org/codelist/ns/genericode/1.0/.',
  ],
  ['{}', /^list\.xml: This is not XML that can be read/],
])('%s is no code list', (content, sentence) => {
  expect(() => new CodeLists().add('list.xml', Buffer.from(content))).toThrow(sentence);
});

test.each([
  ['utf-16le', (text: string) => Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')])],
  [
    'iso-8859-1',
    (text: string) => Buffer.from(`<?xml version="1.0" encoding="ISO-8859-1"?>${text}`, 'latin1'),
  ],
])('a file in %s is read', (_, encoded) => {
  const text = schemaOf(fieldOf('text').replace('Angabe', 'Größe')).toString();
  expect(importSchema(encoded(text)).form.topics[0]?.fields[0]).toMatchObject({ name: 'groesse' });
});

/** A text as the reader gives it: not empty, with single blanks. */
const words = fc
  .string()
  .map((some) => some.replaceAll(/\s+/g, ' ').trim())
  .filter((some) => some !== '');
const element = {
  line: fc.nat(),
  id: fc.constantFrom('F60000000227', 'F60000000243', 'F60000246', 'F1', 'F2', 'G1', 'G2', '?'),
  version: fc.constant(undefined),
  label: fc.oneof(words, fc.constantFrom('Vornamen', 'Geburtsdatum', 'Ort', 'IBAN', '1. Ä', 'all')),
  help: fc.option(words, { nil: undefined }),
  bases: fc.array(fc.string(), { maxLength: 1 }),
  rules: fc.constant([]),
};
const text = fc.oneof(
  fc.string(),
  fc.integer().map(String),
  fc.constantFrom('1900-01-01', '0.5', '(a+)+', '^a|b$'),
);
const aField: fc.Arbitrary<FimField> = fc.record({
  ...element,
  kind: fc.constant('field' as const),
  art: fc.constantFrom(...fieldArts),
  type: fc.constantFrom(...dataTypes),
  limits: fc.record(Object.fromEntries(limitNames.map((name) => [name, text])), { requiredKeys: [] }),
  content: fc.option(words, { nil: undefined }),
  values: fc.array(
    fc.record({
      code: words,
      name: words,
      help: fc.constant(undefined),
    }),
    { maxLength: 3 },
  ),
  codeList: fc.constant(undefined),
  mediaTypes: fc.array(fc.oneof(words, fc.constantFrom('application/pdf', 'image/PNG', 'constructor'))),
  maxSize: fc.option(fc.oneof(words, fc.nat().map(String)), { nil: undefined }),
});
const { contents } = fc.letrec<{ contents: readonly FimContent[]; group: FimGroup }>((tie) => ({
  contents: fc.array(
    fc
      .record({ element: fc.oneof({ maxDepth: 3 }, aField, tie('group')), min: fc.nat(4), more: fc.nat(4) })
      .map(({ element, min, more }) => ({ element, min, max: more === 4 ? Infinity : min + more })),
    { maxLength: 6 },
  ),
  group: fc.record({
    ...element,
    kind: fc.constant('group' as const),
    isChoice: fc.boolean(),
    contents: tie('contents'),
  }),
}));

const anySchema = fc
  .record({ ...element, definition: fc.constant(undefined), contents })
  .map((schema) => ({ ...schema, label: `Antrag ${schema.label}` }));

test('whatever a schema holds, the file of it passes the check', async () => {
  const { cities } = await new ConfigurationReader(tenantsFolder).read();
  const city = [...cities.values()].find(({ settings: { key } }) => key === 'duisburg')!;
  await fc.assert(
    fc.asyncProperty(anySchema, async (schema) => {
      const remarks = new Remarks();
      let imported;
      try {
        imported = { ...importForm(schema, remarks), schema, remarks: remarks.list };
      } catch {
        return; // There is no field that anybody fills in.
      }
      const service = {
        key: keyOf(imported),
        leikaKey: '99012345678901',
        office: 'steueramt',
        topic: 'tiere',
        schemaPath: 'x',
      };
      await check(serviceFile(imported, service), city);
    }),
    { numRuns: 25 },
  );
});

test('whatever a schema holds, the form of it is one that can be offered', () => {
  fc.assert(
    fc.property(anySchema, (schema) => {
      let imported;
      try {
        imported = importForm(schema, new Remarks());
      } catch (error) {
        expect(String(error)).toMatch(/nothing in the schema/);
        return;
      }
      expect(compileForm(imported.form).problems).toEqual([]);
    }),
    { numRuns: 300 },
  );
});
