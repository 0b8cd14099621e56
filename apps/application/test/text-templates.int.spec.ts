import { LiveConfiguration } from '#configuration';
import { ConfigurationFolder } from '../../../libs/configuration/test/configuration-folder';
import { caseworkerId, people, RunningApplication } from './running-application';

/** Text templates of the city on their way into a case, and the versions of everything that its files say. */

const { caseworker, headOfOffice, operator, citizen } = people;
const folder = new ConfigurationFolder();
let running: RunningApplication;
beforeAll(async () => {
  running = await RunningApplication.start({ tenants: folder.dir });
  running.names.set(caseworkerId, 'Minh Nguyen');
});
afterAll(async () => {
  await running.stop();
  folder.remove();
});

interface Template {
  readonly key: string;
  readonly version: string;
  readonly language: string;
  readonly text: string;
  readonly missing: readonly string[];
}
const shown = async (id: string, query = '') =>
  (await running.get(caseworker, `/backoffice/applications/${id}${query}`)).body as unknown as {
    readonly reference: string;
    readonly templates?: readonly Template[];
    readonly templateTitles: Readonly<Record<string, string>>;
    readonly history: readonly { readonly type: string; readonly facts: { readonly templates?: unknown } }[];
    readonly notices: readonly { readonly templates?: unknown }[];
  };
const unknown = { key: 'ablehnung', version: '0'.repeat(64) };

test('a template is filled in for the case, and the notice names the ones that it was written with by key and hash', async () => {
  const id = await running.filed();
  await running.command(caseworker, id, 'start');
  const { templates = [], reference } = await shown(id, '?templates=refusal,legal-remedies');
  expect(templates.map(({ key, language }) => `${key} ${language}`)).toEqual([
    'ablehnung de',
    'klage de',
    'klage en',
  ]);
  const [refusal, remedies] = templates;
  expect(refusal?.text).toContain('Ihr Antrag „Meldebescheinigung“ vom ');
  expect(refusal?.text).not.toContain('{{');
  expect(refusal?.missing).toEqual([]);
  expect(remedies?.text).toContain('Verwaltungsgericht Düsseldorf');
  const [message] = (await shown(id, '?templates=message')).templates ?? [];
  expect(message?.text).toContain(`(Aktenzeichen ${reference})`);

  const used = [refusal, remedies].map((one) => ({ key: one?.key, version: one?.version }));
  const decision = { outcome: 'rejected', text: refusal?.text, legalRemedies: remedies?.text };
  const wrong = await running.command(caseworker, id, 'decide', { ...decision, templates: [unknown] });
  expect([wrong.status, wrong.body['errors']]).toEqual([
    400,
    [expect.objectContaining({ pointer: '/templates/0', rule: 'unknown' })],
  ]);
  expect((await running.command(caseworker, id, 'decide', { ...decision, templates: used })).status).toBe(
    200,
  );
  const after = await shown(id);
  expect(after.notices.map(({ templates: of }) => of)).toEqual([used]);
  expect(after.history.find(({ type }) => type === 'DecisionIssued')?.facts.templates).toEqual(used);
  expect(after.templateTitles).toMatchObject({ ablehnung: 'Ablehnung' });
  // Without being asked for, no text is made.
  expect(after.templates).toBeUndefined();
});

test('a template that was changed since is known by its former hash, too', async () => {
  const id = await running.filed();
  await running.command(caseworker, id, 'start');
  const [before] = (await shown(id, '?templates=document-request')).templates ?? [];
  folder.edit('duisburg/templates/unterlagen-fehlen.yaml', (text) => text.replace('Guten Tag', 'Hallo'));
  await running.app.get(LiveConfiguration).look();
  const [now] = (await shown(id, '?templates=document-request')).templates ?? [];
  expect([before?.text.slice(0, 9), now?.text.slice(0, 5)]).toEqual(['Guten Tag', 'Hallo']);
  const used = [{ key: before?.key, version: before?.version }];
  const asked = await running.command(caseworker, id, 'request-documents', { text: 'x', templates: used });
  expect(asked.status).toBe(200);
  const requested = (await shown(id)).history.find(({ type }) => type === 'DocumentsRequested');
  expect(requested?.facts.templates).toEqual(used);
});

describe('heads and operators read what the files of the city said', () => {
  const path = '/backoffice/configuration';
  const itemOf = async (who: typeof operator | typeof headOfOffice, kind: string, key: string) => {
    const { items } = (await running.get(who, path)).body as unknown as {
      items: { kind: string; key: string; versions: Record<string, unknown>[] }[];
    };
    return items.find((one) => one.kind === kind && one.key === key);
  };

  test('each version with who made it so and when, and how many cases run under it', async () => {
    await running.filed();
    const [now] = (await itemOf(headOfOffice, 'service', 'meldebescheinigung'))?.versions ?? [];
    expect(now).toMatchObject({ inForce: true, adoptedBy: expect.stringMatching(/^operator ./) as string });
    expect(now?.['all']).toBeGreaterThanOrEqual(1);
    folder.edit('duisburg/services/meldebescheinigung.yaml', (text) =>
      text.replace('processingDays: 3', 'processingDays: 4'),
    );
    await running.app.get(LiveConfiguration).look();
    const { versions = [] } = (await itemOf(operator, 'service', 'meldebescheinigung')) ?? {};
    expect(versions.map(({ inForce, all }) => [inForce, Number(all) > 0])).toEqual([
      [true, false],
      [false, true],
    ]);
    const texts = await Promise.all(
      versions.map(async ({ version }) =>
        String(
          (await running.get(operator, `${path}/service/meldebescheinigung/${String(version)}`)).body[
            'content'
          ],
        ),
      ),
    );
    expect(texts.map((text) => /processingDays: \d/.exec(text)?.[0])).toEqual([
      'processingDays: 4',
      'processingDays: 3',
    ]);
    const cases = async (version: unknown) =>
      (await running.get(caseworker, `/backoffice/work-list?version=${String(version)}`)).body['total'];
    expect(await cases(versions[0]?.['version'])).toBe(0);
    expect(await cases(versions[1]?.['version'])).toBe(versions[1]?.['open']);
  });

  test('a version can be put back as a file: it is the same version again', async () => {
    const [{ version } = {}] = (await itemOf(operator, 'template', 'klage'))?.versions ?? [];
    const { content } = (await running.get(operator, `${path}/template/klage/${String(version)}`)).body;
    folder.edit('duisburg/templates/klage.yaml', () => String(content));
    await running.app.get(LiveConfiguration).look();
    expect((await itemOf(operator, 'template', 'klage'))?.versions.map((one) => one['version'])).toEqual([
      version,
    ]);
  });

  test('others do not, and what never was is not found', async () => {
    for (const who of [caseworker, citizen]) expect((await running.get(who, path)).status).toBe(403);
    for (const place of ['template/klage/x', 'template/zoo/x', 'zoo/klage/x'])
      expect((await running.get(operator, `${path}/${place}`)).status).toBe(404);
  });

  test('of a city, nothing of another', async () => {
    const elsewhere = { ...operator, tenant: 'rees' };
    const [{ version } = {}] = (await itemOf(operator, 'template', 'sondernutzung-lageplan'))?.versions ?? [];
    expect(
      (await running.get(elsewhere, `${path}/template/sondernutzung-lageplan/${String(version)}`)).status,
    ).toBe(404);
  });
});
