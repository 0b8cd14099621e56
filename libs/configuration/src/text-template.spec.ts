import { ConfigurationFolder } from '../test/configuration-folder';
import { fillTemplate, templatesFor, type TextTemplate } from '.';

const template = (key: string, more: Partial<TextTemplate> = {}): TextTemplate => ({
  key,
  kind: 'legal-remedies',
  title: { de: key, en: key },
  text: { de: key },
  version: key,
  ...more,
});
const chosen = (templates: readonly TextTemplate[]) =>
  templatesFor(templates, { kinds: ['legal-remedies'], office: 'steueramt', service: 'hund' }).map(
    ({ key }) => key,
  );

describe('a text is filled in at the moment of its use', () => {
  test('with what is known; what is not stands there for somebody to fill in', () => {
    const text = 'Az. {{reference}}, {{ service }}, bis {{targetDate}}, {{targetDate}}.\n';
    expect(fillTemplate(text, { reference: 'DU-1', service: 'Hund' }, 'de')).toEqual({
      text: 'Az. DU-1, Hund, bis [Zieldatum], [Zieldatum].',
      missing: ['Zieldatum'],
    });
  });

  test('what is filled in is text, and fills in nothing itself', () => {
    const { text } = fillTemplate(
      '{{applicant}}',
      { applicant: '{{reference}} $& $1', reference: 'X' },
      'de',
    );
    expect(text).toBe('{{reference}} $& $1');
  });
});

describe('which templates fit', () => {
  test('those of the service come first, then those of the office, then those for all; others do not fit', () => {
    expect(
      chosen([
        template('all'),
        template('other-office', { offices: ['standesamt'] }),
        template('office', { offices: ['steueramt'] }),
        template('service', { services: ['hund'] }),
        template('other-service', { services: ['parken'] }),
        template('other-kind', { kind: 'grant' }),
      ]),
    ).toEqual(['service', 'office', 'all']);
  });
});

describe('a wrong template is refused with its line', () => {
  const file = 'duisburg/templates/klage.yaml';
  let folder: ConfigurationFolder;
  beforeEach(() => void (folder = new ConfigurationFolder()));
  afterEach(() => folder.remove());
  const written = (de: string) =>
    `key: klage\nkind: legal-remedies\ntitle: { de: a, en: b }\ntext:\n  de: |\n    Eins.\n    ${de}\n`;

  test.each([
    [
      'an unknown field',
      '{{reference}} und {{referenz}}',
      ':7, /text/de: there is no field "referenz". Did you mean "reference"?',
    ],
    ['braces that belong to no field', '{{reference} und', ':7, /text/de: "{{" belongs to no field'],
  ])('%s', async (_, text, reason) => {
    folder.edit(file, () => written(text));
    await folder.expectProblem(file, reason);
  });

  test.each([
    [
      'an office that the city does not have',
      'offices: [zoo]',
      '/offices/0: tenant.yaml has no office "zoo"',
    ],
    ['a service that it does not have', 'services: [zoo]', 'services names "zoo", which is no service'],
    ['an unknown kind', 'kind: gruss', '"gruss" is not possible here'],
    ['no German text', 'text: { en: x }', 'the German text is missing'],
  ])('%s', async (_, line, reason) => {
    const [name = ''] = line.split(':');
    folder.edit(file, (text) =>
      name === 'text'
        ? text.replace(/^text:[^]*$/m, `${line}\n`)
        : text.replace(new RegExp(`^${name}:.*\n`, 'm'), '') + `${line}\n`,
    );
    await folder.expectProblem(file, reason);
  });

  test('every city has at least three, one of them with the legal remedies of its notices', async () => {
    for (const { key, templates, services } of (await folder.registry()).all()) {
      expect([key, templates.length >= 3]).toEqual([key, true]);
      for (const { office, key: service } of services)
        expect([
          key,
          service,
          templatesFor(templates, { kinds: ['legal-remedies'], office, service }).length > 0,
        ]).toEqual([key, service, true]);
    }
  });
});
