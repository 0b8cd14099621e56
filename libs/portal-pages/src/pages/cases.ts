import type { Items, ThreadItem } from '#portal-client';
import type { PortalPage } from '../portal-page';
import type { Applied, Scene } from '../scene';

/** A page about somebody's application, whose id stands in its address. */
export const about = (
  name: string,
  route: string,
  applied: (scene: Scene) => Promise<Applied>,
  more: Partial<PortalPage> = {},
): PortalPage => ({
  ...{ name, route },
  who: async (scene) => (await applied(scene)).citizen,
  params: async (scene) => ({ id: (await applied(scene)).application.id }),
  ...more,
});

/** With the id of the notice of an application, too. */
async function withNotice({ citizen, application }: Applied): Promise<Readonly<Record<string, string>>> {
  const { items } = await citizen.get<Items<ThreadItem>>(`/applications/${application.id}/messages`);
  return { id: application.id, noticeId: items.findLast(({ kind }) => kind === 'notice')?.id ?? '' };
}

const detail = '/antraege/:id';

/** What became of an application, and what is written about it. */
export const cases: readonly PortalPage[] = [
  { name: 'antraege-keine', route: '/antraege', who: (scene) => scene.newcomer() },
  { name: 'antraege-uebernehmen-angeboten', route: '/antraege', who: (scene) => scene.claimant() },
  { name: 'uebernehmen', route: '/antraege/uebernehmen', who: (scene) => scene.claimant() },
  { name: 'uebernehmen-nichts', route: '/antraege/uebernehmen', who: (scene) => scene.newcomer() },
  {
    ...{ name: 'fuer-wen', route: '/antraege/fuer-wen', query: '?dienst=hundesteuer-anmeldung' },
    who: (scene) => scene.representative(),
  },
  about('fuer-ein-kind', '/antraege/:id/fuer-wen', (scene) => scene.begun()),
  about('fuer-ein-unternehmen', '/antraege/:id/fuer-wen', (scene) => scene.begun(), {
    query: '?art=company',
  }),
  about('antraege-entwurf', '/antraege', (scene) => scene.filledIn()),
  about('antraege-rueckfrage', '/antraege', (scene) => scene.requested()),
  about('antraege-bescheid', '/antraege', (scene) => scene.decided()),
  about('antraege-zu-bezahlen', '/antraege', (scene) => scene.unpaid()),
  about('antraege-abgeschlossen', '/antraege', (scene) => scene.closed()),
  about('antrag-entwurf', detail, (scene) => scene.filledIn()),
  about('antrag-zu-bezahlen', detail, (scene) => scene.unpaid()),
  about('antrag-zahlung-fehlgeschlagen', detail, (scene) => scene.refused()),
  about('antrag-bezahlt', detail, (scene) => scene.paid()),
  about('antrag-eingegangen', detail, (scene) => scene.filed()),
  about('antrag-in-bearbeitung', detail, (scene) => scene.processed()),
  about('antrag-rueckfrage', detail, (scene) => scene.requested()),
  about('antrag-rueckfrage-dunkel', detail, (scene) => scene.requested(), { look: { dark: true } }),
  about('antrag-nachrichten', detail, (scene) => scene.conversing()),
  about('antrag-abgelehnt', detail, (scene) => scene.rejected()),
  about('antrag-bescheid', detail, (scene) => scene.decided()),
  about('antrag-bescheid-abgerufen', detail, (scene) => scene.retrieved()),
  about('antrag-abgeschlossen', detail, (scene) => scene.closed()),
  about('antrag-zurueckgezogen', detail, (scene) => scene.withdrawn()),
  about('antrag-zurueckziehen', '/antraege/:id/zurueckziehen', (scene) => scene.filed()),
  about('entwurf-loeschen', '/antraege/:id/zurueckziehen', (scene) => scene.filledIn()),
  about('bescheid', '/antraege/:id/bescheid/:noticeId', (scene) => scene.retrieved(), {
    params: async (scene) => withNotice(await scene.retrieved()),
  }),
  about('bescheid-abgelehnt', '/antraege/:id/bescheid/:noticeId', (scene) => scene.rejected(), {
    params: async (scene) => withNotice(await scene.rejected()),
  }),
  { name: 'dokumente-keine', route: '/dokumente', who: (scene) => scene.newcomer() },
  about('dokumente', '/dokumente', (scene) => scene.retrieved()),
  { name: 'postkorb-leer', route: '/postkorb', who: (scene) => scene.newcomer() },
  about('postkorb', '/postkorb', (scene) => scene.requested()),
  about('postkorb-rueckfrage', '/postkorb/:id', (scene) => scene.requested()),
  about('postkorb-nachrichten', '/postkorb/:id', (scene) => scene.conversing()),
  about('postkorb-bescheid', '/postkorb/:id', (scene) => scene.decided()),
];
