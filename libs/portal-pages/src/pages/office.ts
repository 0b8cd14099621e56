import type { Page } from 'playwright-core';
import type { Applied, Scene } from '../scene';
import type { PortalPage } from '../portal-page';

const [caseworker, head, auditor, operator] = ['m.nguyen', 'h.brandt', 'a.revision', 'o.betrieb'];

/** A page of the back-office as somebody of the staff sees it; without a user nobody is signed in. */
const at = (name: string, route: string, user?: string, more: Partial<PortalPage> = {}): PortalPage => ({
  ...{ name: `amt-${name}`, site: 'backoffice', route },
  ...(user !== undefined && { who: (scene: Scene) => scene.staff(user) }),
  ...more,
});

/** A case in some state. */
const shown = (
  name: string,
  applied: (scene: Scene) => Promise<Applied>,
  { user = caseworker, act, ...more }: Partial<PortalPage> & { user?: string; act?: string } = {},
): PortalPage =>
  at(name, '/vorgaenge/:id', user, {
    params: async (scene) => ({ id: (await applied(scene)).application.id }),
    ...(act !== undefined && { query: `?tun=${act}` }),
    ...more,
  });

/** Something that is refused or is not there. */
const refused = (status: number): Partial<PortalPage> => ({
  status,
  look: { expected: [new RegExp(`status of ${status}`)] },
});

const discussed = (scene: Scene) => scene.discussed();
const permit = (scene: Scene) => scene.proposed();

/** Acts with a form, upon a case that has everything they need. */
const forms = [
  ...(['entscheiden', 'nachfordern', 'verlaengern', 'ruhen', 'weiterleiten', 'notiz', 'eingang'] as const),
  ...(['aufgabe', 'wiedervorlage', 'verknuepfen', 'loesen', 'berichtigen'] as const),
];
const formsOfHeads = ['zuweisen', 'freigeben', 'erledigen'] as const;

/** Whose case it is. */
async function applicantOf(scene: Scene): Promise<Readonly<Record<string, string>>> {
  const { application } = await scene.discussed();
  const staff = await scene.staff(caseworker);
  const { applicantId } = await staff.get<{ applicantId: string }>(`/applications/${application.id}`);
  return { id: applicantId };
}

/** Opens the overview of keys; keys are heard as soon as the script of the page runs. */
async function openKeys(page: Page): Promise<void> {
  const dialog = page.getByRole('dialog');
  while (!(await dialog.isVisible())) {
    await page.keyboard.press('?');
    await dialog.waitFor({ timeout: 1_000 }).catch(() => undefined);
  }
}

/** Looks for a name until something is said of it. */
async function sought(page: Page, name: string, role: 'table' | 'status'): Promise<void> {
  const field = page.locator('#name');
  await field.fill(name);
  await field.press('Enter');
  await page.locator('#gefunden').waitFor();
  await page.getByRole(role).first().waitFor();
}

/** A file of the city, the newest version first. */
interface Configured {
  readonly kind: string;
  readonly key: string;
  readonly versions: readonly { readonly version: string }[];
}

/** A version of the configuration: the first link to one in the table of a kind. */
async function versionOf(scene: Scene, kind: string): Promise<Readonly<Record<string, string>>> {
  const reader = await scene.staff(head);
  const { items } = await reader.get<{ items: readonly Configured[] }>('/configuration');
  const found = items.find((one) => one.kind === kind);
  return { kind, key: found?.key ?? '', version: found?.versions[0]?.version ?? '' };
}

/** Every page of the back-office. */
export const office: readonly PortalPage[] = [
  at('anmelden', '/anmelden'),
  at('anmelden-sitzung-beendet', '/anmelden', undefined, { query: '?grund=ende' }),
  at('abgemeldet', '/abgemeldet'),
  at('keine-seite', '/', 'g.kasse'),
  at('liste', '/vorgaenge', caseworker),
  at('liste-ausgewaehlt', '/vorgaenge', head, {
    // There has to be one.
    params: async (scene) => {
      await scene.filed();
      return {};
    },
    then: async (page) => {
      await page.getByRole('checkbox').first().check();
      await page.getByText(/^1 (ausgewählt|selected)$/).waitFor();
    },
  }),
  at('liste-nichts', '/vorgaenge', caseworker, { query: '?q=xylophon' }),
  at('namenssuche', '/vorgaenge/name', caseworker),
  at('namenssuche-gefunden', '/vorgaenge/name', caseworker, {
    params: async (scene) => {
      await scene.discussed();
      return {};
    },
    then: (page) => sought(page, 'königstr', 'table'),
  }),
  at('namenssuche-nichts', '/vorgaenge/name', caseworker, {
    then: (page) => sought(page, 'xylophon', 'status'),
  }),
  at('sammel', '/vorgaenge/sammel', caseworker),
  at('liste-einrichten', '/vorgaenge/einrichten', caseworker),
  at('tasten', '/tasten', caseworker),
  at('tasten-dialog', '/vorgaenge', caseworker, { then: openKeys }),
  shown('vorgang-eingegangen', (scene) => scene.filed()),
  shown('vorgang-bundid', (scene) => scene.vouched()),
  shown('vorgang-begonnen', (scene) => scene.processed()),
  shown('vorgang-rueckfrage', (scene) => scene.requested()),
  shown('vorgang-besprochen', discussed),
  shown('vorgang-nachrichten', (scene) => scene.conversing()),
  shown('vorgang-bescheid', (scene) => scene.decided()),
  shown('vorgang-abgelehnt', (scene) => scene.rejected()),
  shown('vorgang-post', (scene) => scene.toPost(), { act: 'post' }),
  shown('vorgang-geschlossen', (scene) => scene.closed(), { act: 'wiederaufnehmen' }),
  shown('vorgang-zurueckgezogen', (scene) => scene.withdrawn()),
  shown('vorgang-fremdes-amt', permit, refused(404)),
  ...forms.map((act) => shown(`tun-${act}`, discussed, { act })),
  ...formsOfHeads.map((act) => shown(`tun-${act}`, discussed, { act, user: head })),
  shown('tun-fehler', discussed, {
    ...{ act: 'nachfordern', look: { expected: [/status of 400/] } },
    then: async (page) => {
      await page.getByRole('button', { name: /^(Unterlagen nachfordern|Request the documents)$/ }).click();
      await page.getByRole('alert').first().waitFor();
    },
  }),
  shown('vorschlag-eigener', permit, { user: 'k.becker' }),
  shown('vorschlag-mitzeichnen', permit, { user: head, act: 'mitzeichnen' }),
  shown('vorschlag-zurueckgeben', permit, { user: head, act: 'zurueckgeben' }),
  shown('vorschlag-zurueckgegeben', (scene) => scene.sentBack(), { user: 'k.becker' }),
  shown('tun-gebuehr', (scene) => scene.sentBack(), { user: 'k.becker', act: 'gebuehr' }),
  at('eingang', '/eingang', caseworker),
  at('eingang-formular', '/eingang', caseworker, { query: '?dienst=hundesteuer-anmeldung' }),
  at('person', '/personen/:id', caseworker, { params: applicantOf }),
  at('hinweise', '/hinweise', caseworker),
  at('zahlen', '/zahlen', head),
  at('zahlen-nichts', '/zahlen', head, { query: '?von=2020-01-01&bis=2020-01-31' }),
  at('zahlen-falscher-tag', '/zahlen', head, { query: '?von=2026-02-31' }),
  at('zahlen-nicht-erlaubt', '/zahlen', caseworker, refused(403)),
  at('vertretungen', '/vertretungen', head),
  at('vertretungen-eigene', '/vertretungen', caseworker),
  at('konfiguration', '/konfiguration', head),
  at('konfiguration-betrieb', '/konfiguration', operator),
  at('konfiguration-fassung', '/konfiguration/:kind/:key/:version', head, {
    params: (scene) => versionOf(scene, 'template'),
  }),
  at('konfiguration-dienst', '/konfiguration/:kind/:key/:version', head, {
    params: (scene) => versionOf(scene, 'service'),
  }),
  at('pruefung', '/pruefung', auditor),
  at('pruefung-nichts', '/pruefung', auditor, { query: '?q=DU-2026-999999-9&status=closed' }),
  at('pruefung-vorgang', '/pruefung/:id', auditor, {
    params: async (scene) => ({ id: (await scene.discussed()).application.reference }),
  }),
  at('pruefung-vorgang-frueher', '/pruefung/:id', auditor, {
    params: async (scene) => ({ id: (await scene.discussed()).application.reference }),
    query: '?stand=2',
  }),
  at('pruefung-person', '/pruefung/personen/:id', auditor, { params: applicantOf }),
  at('betrieb', '/betrieb', operator),
  at('betrieb-nicht-erlaubt', '/betrieb', caseworker, refused(403)),
];
