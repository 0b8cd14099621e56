import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { register } from 'prom-client';
import { closeGracefully, Health } from '#http';
import { LiveConfiguration } from '#configuration';
import { eventually } from '#testing';
import { ConfigurationFolder } from '../../../libs/configuration/test/configuration-folder';
import { completeForm, people, RunningApplication } from './running-application';

const { citizen, caseworker, operator, stranger } = people;
const service = 'meldebescheinigung';
const file = `duisburg/services/${service}.yaml`;
const slug = (name: string) => `urn:serviceportal:problem:${name}`;
const folder = new ConfigurationFolder();
const before = new Map<string, string>();
let running: RunningApplication;
beforeAll(async () => {
  for (const name of [file, 'duisburg/tenant.yaml'])
    folder.edit(name, (text) => (before.set(name, text), text));
  running = await RunningApplication.start({ tenants: folder.dir });
});
afterAll(async () => {
  await running.stop();
  folder.remove();
});
afterEach(async () => {
  for (const [name, text] of before) writeFileSync(folder.path(name), text);
  await look();
});

const live = () => running.app.get(LiveConfiguration);
const look = () => live().look();

/** The file changes, and is taken over. */
async function change(text: (before: string) => string, name = file): Promise<void> {
  folder.edit(name, text);
  await look();
}

/** Writes further lines at the top of a file. */
const add =
  (...lines: string[]) =>
  (text: string) =>
    [...lines, text].join('\n');

const submit = (id: string) => running.submit(citizen, id);
const keys = async (path = '/portal/services') =>
  ((await running.get(stranger, path)).body['items'] as unknown as { key: string }[]).map(({ key }) => key);

describe('D2 a draft keeps the version that it was begun with', () => {
  test('its applicant is told what has changed, keeps what they typed, and submits all the same', async () => {
    const id = await running.draft(citizen, service, completeForm);
    const unchanged = await running.get(citizen, `/portal/applications/${id}/form`);
    expect(unchanged.body['serviceChanged']).toBeUndefined();
    await change((text) =>
      text
        .replace(
          'fee: { amountCents: 0, payment: none }',
          'fee: { amountCents: 1250, payment: before-filing }',
        )
        .replace('processingDays: 3', 'processingDays: 1\nstatutoryPeriod: { months: 2 }')
        .replace('text: 300', 'text: 400'),
    );
    expect((await running.get(stranger, `/portal/services/${service}`)).body).toMatchObject({
      fee: { amountCents: 1250 },
    });
    const changed = {
      fee: {
        before: { amountCents: 0, payment: 'none', byForm: false },
        now: { amountCents: 1250, payment: 'before-filing', byForm: false },
      },
      processingDays: { before: 3, now: 1 },
      statutoryPeriod: { before: null, now: 2 },
      form: true,
      message:
        'Die Gebühr hat sich geändert: bisher gebührenfrei, jetzt 12,50\u00a0€ (der Antrag ist gestellt, sobald sie bezahlt ist). ' +
        'Die übliche Bearbeitungszeit hat sich geändert: bisher 3 Arbeitstage, jetzt 1 Arbeitstag. ' +
        'Die gesetzliche Frist für die Entscheidung hat sich geändert: bisher nicht festgelegt, jetzt 2 Monate. ' +
        'Das Formular hat sich geändert; Ihr Entwurf behält das bisherige. ' +
        'Für diesen Entwurf gilt, was galt, als Sie ihn begonnen haben. Was Sie eingegeben haben, bleibt.',
    };
    const form = await running.get(citizen, `/portal/applications/${id}/form`);
    expect([form.body['form'], form.body['serviceChanged']]).toEqual([completeForm, changed]);
    const shown = await running.get(citizen, `/portal/applications/${id}`, { 'accept-language': 'en' });
    expect(shown.body['serviceChanged']).toMatchObject({
      message: expect.stringContaining(
        'The fee has changed: before free of charge, now €12.50 (the application is filed once it is paid).',
      ),
    });
    const submitted = await submit(id);
    expect(submitted.body).toMatchObject({ status: 'filed' });
    const filed = await running.get(citizen, `/portal/applications/${id}`);
    expect(filed.body['serviceChanged']).toBeUndefined();
  });

  test('what does not matter to the applicant is not told', async () => {
    const id = await running.draft();
    await change((text) => text.replace('channels: [online, post, in-person]', 'channels: [online, post]'));
    const form = await running.get(citizen, `/portal/applications/${id}/form`);
    expect(form.body['serviceChanged']).toBeUndefined();
  });

  test('a service that has ended: its draft is kept and not submitted, and says who helps', async () => {
    const id = await running.draft(citizen, service, completeForm);
    await change(add('validUntil: 2026-01-31'));
    const form = await running.get(citizen, `/portal/applications/${id}/form`);
    expect([form.body['form'], form.body['serviceChanged']]).toEqual([
      completeForm,
      {
        ended: {
          offer: 'ended',
          validUntil: '2026-01-31',
          office: expect.objectContaining({ key: 'buergerservice' }),
        },
        form: false,
        message:
          'Anträge waren hier bis zum 31. Januar 2026 möglich. Ihre Angaben bleiben im Entwurf, bis er endet; absenden können Sie ihn nicht mehr.',
      },
    ]);
    const refused = await submit(id);
    expect(refused.body).toMatchObject({
      type: slug('service-ended'),
      status: 409,
      detail: expect.stringContaining('bis zum 31. Januar 2026 möglich. Ihre Angaben bleiben im Entwurf'),
      office: { name: 'Bürger-Service', contact: { phone: '0203 2830' } },
      allowed: ['save-form', 'withdraw'],
    });
    expect((await running.saveForm(citizen, id, { purpose: 'school' }, 2)).status).toBe(200);
  });

  test('a service that is no longer public', async () => {
    const id = await running.draft(citizen, service, completeForm);
    await change(add('visibility: preview'));
    const refused = await submit(id);
    expect(refused.body).toMatchObject({ type: slug('service-ended'), offer: 'removed' });
    const form = await running.get(citizen, `/portal/applications/${id}/form`, { 'accept-language': 'en' });
    expect(form.body['serviceChanged']).toMatchObject({
      message: expect.stringContaining('This service is no longer offered here.'),
    });
  });
});

describe('H1b a city says when a service begins and ends, and who sees it', () => {
  const draft = () => running.post(citizen, '/portal/applications', { serviceKey: service });

  test.each([
    ['not-yet', 'validFrom', '2999-01-31', 'Anträge sind hier erst ab dem 31. Januar 2999 möglich.'],
    ['ended', 'validUntil', '2026-01-31', 'Anträge waren hier bis zum 31. Januar 2026 möglich.'],
  ])('%s: the catalogue tells it, and nobody begins an application', async (offer, field, day, detail) => {
    await change(add(`${field}: ${day}`));
    const shown = await running.get(stranger, `/portal/services/${service}`);
    expect(shown.body).toMatchObject({ offer, [field]: day });
    const { body } = await running.get(stranger, '/portal/services');
    expect(body['items']).toContainEqual(expect.objectContaining({ key: service, offer, [field]: day }));
    expect((await draft()).body).toMatchObject({
      type: slug('service-not-open'),
      status: 409,
      offer,
      detail,
    });
  });

  test('a preview is seen by staff and under a link, and by nobody else', async () => {
    await change(add('visibility: preview'));
    expect(await keys()).not.toContain(service);
    expect((await running.get(citizen, `/portal/services/${service}`)).status).toBe(404);
    expect((await draft()).body).toMatchObject({ type: slug('invalid-input') });

    const { body } = await running.get(caseworker, '/backoffice/services');
    expect(body['items']).toContainEqual(expect.objectContaining({ key: service, offer: 'preview' }));
    expect((await running.get(caseworker, `/backoffice/services/${service}`)).body).toMatchObject({
      offer: 'preview',
    });
    expect((await running.get(citizen, `/backoffice/services/${service}/preview-link`)).status).toBe(403);
    const link = await running.get(caseworker, `/backoffice/services/${service}/preview-link`);
    expect(link.body).toMatchObject({ host: 'duisburg.localhost' });
    const path = String(link.body['path']).replace('/api', '/portal');
    expect((await running.get(stranger, path)).body).toMatchObject({ key: service, offer: 'preview' });
    const other = path.replace(service, 'sondernutzung');
    expect((await running.get(stranger, other)).body).toMatchObject({ type: slug('preview-link-invalid') });
    const version = live().registry.service('duisburg', service)?.version;
    expect((await running.get(stranger, `/portal/services/${service}/versions/${version}`)).status).toBe(404);
  });

  test('a version is seen under a link as it was, and nobody applies by it', async () => {
    const before = live().registry.service('duisburg', service);
    await change((text) => text.replace('processingDays: 3', 'processingDays: 4'));
    const asked = `/backoffice/services/${service}/preview-link?version=`;
    const link = await running.get(caseworker, `${asked}${before?.version}`);
    const path = String(link.body['path']).replace('/api', '/portal');
    expect((await running.get(stranger, path)).body).toMatchObject({
      ...{ version: before?.version, offer: 'preview' },
    });
    expect(String(link.body['page'])).toMatch(new RegExp(`^/dienstleistungen/${service}\\?preview=`));
    expect((await running.get(caseworker, `${asked}unknown`)).status).toBe(404);
  });

  test('R4 a catalogue of what is wholly online links to the rest', async () => {
    await change(add('maturity: 2'));
    expect(await keys()).toContain(service);
    await change(
      add('catalogue: { onlineOnly: true, otherServicesUrl: https://www.duisburg.example/dienstleistungen }'),
      'duisburg/tenant.yaml',
    );
    expect(await keys()).toEqual(expect.arrayContaining(['sondernutzung']));
    expect(await keys()).not.toContain(service);
    expect((await running.get(stranger, '/portal/services')).body).toMatchObject({
      otherServicesUrl: 'https://www.duisburg.example/dienstleistungen',
    });
    expect((await draft()).body).toMatchObject({ type: slug('invalid-input') });
  });

  test('a notice of the city stands there while it holds', async () => {
    const notice = (until: string) =>
      add(
        'notice:',
        '  from: 2026-01-01T00:00:00+01:00',
        `  until: ${until}`,
        '  text: { de: Die Anmeldung ist gestört., en: Signing in does not work. }',
      );
    await change(notice('2999-01-01T00:00:00+01:00'), 'duisburg/tenant.yaml');
    expect((await running.get(stranger, '/portal/tenant')).body).toMatchObject({
      notice: { text: { de: 'Die Anmeldung ist gestört.', en: 'Signing in does not work.' } },
    });
    await change(
      () => notice('2026-01-02T00:00:00+01:00')(before.get('duisburg/tenant.yaml') ?? ''),
      'duisburg/tenant.yaml',
    );
    expect((await running.get(stranger, '/portal/tenant')).body).not.toHaveProperty('notice');
  });
});

describe('what is in force is kept before, and once', () => {
  const recorded = (version: string | undefined) =>
    running.database.query<{ kind: string; by: string }>(
      `SELECT kind, adopted_by AS by FROM application.configuration_adopted WHERE version = $1`,
      [version],
    );
  const version = () => live().registry.service('duisburg', service)?.version;

  test('a version that cannot be stored is not offered: nobody drafts with it', async () => {
    const former = version();
    const insert = 'INSERT ON application.service_configurations';
    await running.database.query(`REVOKE ${insert} FROM application_service`);
    await change((text) => text.replace('processingDays: 3', 'processingDays: 21'));
    expect(version()).toBe(former);
    expect(live().health()?.refused).toEqual([expect.stringContaining('tried again: permission denied')]);
    await running.database.query(`GRANT ${insert} TO application_service`);
    await look();
    expect([version() === former, live().health()]).toEqual([false, undefined]);
  });

  test('of two instances one records it, and both have it', async () => {
    const other = await running.another();
    folder.edit(file, (text) => text.replace('processingDays: 3', 'processingDays: 17'));
    const days = (app = other) =>
      app.get(LiveConfiguration).registry.service('duisburg', service)?.processingDays;
    await eventually('both have it', () => days() === 17 && days(running.app) === 17);
    await closeGracefully(other);
    expect(await recorded(version())).toEqual([
      { kind: 'service', by: expect.stringMatching(/^operator ./) },
    ]);
    const stored = await running.get(stranger, `/portal/services/${service}/versions/${version()}`);
    expect(stored.body).toMatchObject({ processingDays: 17 });
    const settings = live().inForce.find(({ settings: { key } }) => key === 'duisburg')?.settingsVersion;
    expect(await recorded(settings)).toHaveLength(1);
  });

  test('a file that is broken when an instance starts says what it said before; the operator is told', async () => {
    const former = version();
    await change((text) => text.replace('office: buergerservice', 'office: buergerservise'));
    const started = await running.another();
    expect(started.get(LiveConfiguration).registry.service('duisburg', service)?.version).toBe(former);
    const health = await started.get(Health).look();
    expect(health).toMatchObject({
      status: 'ready',
      parts: {
        configuration: {
          info: {
            degraded: 'one thing in the files of the cities is refused',
            refused: [expect.stringContaining(`${file}:`)],
          },
        },
      },
    });
    expect(await register.getSingleMetricAsString('configuration_refused')).toContain(
      'configuration_refused 1',
    );
    await closeGracefully(started);
    const { body } = await running.get(operator, '/operations/configuration');
    expect(body['refused']).toEqual([
      {
        file,
        line: expect.any(Number) as number,
        pointer: '/office',
        reason: expect.stringMatching(
          /^tenant.yaml has no office "buergerservise". Did you mean "buergerservice"\?/,
        ) as string,
      },
    ]);
    expect(body['inForce']).toContainEqual({
      kind: 'service',
      key: service,
      version: former,
      file: `services/${service}.yaml`,
      adoptedBy: expect.stringMatching(/^operator ./) as string,
      adoptedAt: expect.stringMatching(/^20/) as string,
    });
    expect((await running.get(caseworker, '/operations/configuration')).status).toBe(403);
  });

  test('a text template that is broken when an instance starts says what it said when it was last right', async () => {
    const name = 'duisburg/templates/klage.yaml';
    const right = readFileSync(folder.path(name), 'utf8');
    before.set(name, right);
    const title = (app = running.app) =>
      app
        .get(LiveConfiguration)
        .registry.get('duisburg')
        .templates.find(({ key }) => key === 'klage')?.title.de;
    const former = title();
    // What was in force last counts, also where it was in force before.
    folder.edit(name, (text) => text.replace(/^title:.*$/m, 'title: { de: Andere Worte, en: x }'));
    await look();
    expect(title()).toBe('Andere Worte');
    folder.edit(name, () => right);
    await look();
    folder.edit(name, () => 'key: [');
    await look();
    const started = await running.another();
    expect([title(), title(started)]).toEqual([former, former]);
    expect((await started.get(Health).look()).parts['configuration']).toMatchObject({
      info: { refused: [expect.stringContaining(`${name}:`)] },
    });
    await closeGracefully(started);
  });

  test('a service whose file is taken away: its drafts are kept and not submitted', async () => {
    const name = 'duisburg/services/sondernutzung.yaml';
    const id = await running.draft(citizen, 'sondernutzung');
    before.set(name, readFileSync(folder.path(name), 'utf8'));
    rmSync(folder.path(name));
    await eventually('its end', () => live().registry.service('duisburg', 'sondernutzung') === undefined);
    const form = await running.get(citizen, `/portal/applications/${id}/form`);
    expect(form.body['serviceChanged']).toMatchObject({ ended: { offer: 'removed' } });
    expect((await submit(id)).body).toMatchObject({ type: slug('service-ended'), offer: 'removed' });
    const files = await running.database.query('SELECT file FROM application.service_files');
    expect(files).not.toContainEqual({ file: 'services/sondernutzung.yaml' });
  });
});
