import type { PortalPage } from '../portal-page';
import { about, own, type State } from './of-somebody';

/** The notice that was opened, by its id as the mailbox knows it. */
const noticeOf: State = (scene) => scene.retrieved();

/** Where matters stand, and what city and person have told each other. */
export const follow: readonly PortalPage[] = [
  { name: 'antraege-leer', route: '/antraege', who: (scene) => scene.newcomer() },
  {
    ...{ name: 'antraege-leer-dueren', route: '/antraege' },
    city: 'dueren',
    who: (scene) => scene.known('dueren'),
  },
  own('antraege-entwurf', '/antraege', (scene) => scene.begun()),
  own('antraege-rueckfrage', '/antraege', (scene) => scene.requested()),
  own('antraege-bescheid', '/antraege', (scene) => scene.decided()),
  own('antraege-zahlung', '/antraege', (scene) => scene.unpaid()),
  own('antraege-abgeschlossen', '/antraege', (scene) => scene.closed()),
  about('antrag-entwurf', '/antraege/:id', (scene) => scene.begun()),
  about('antrag-eingegangen', '/antraege/:id', (scene) => scene.filed()),
  about('antrag-in-bearbeitung', '/antraege/:id', (scene) => scene.processed()),
  about('antrag-rueckfrage', '/antraege/:id', (scene) => scene.requested()),
  about('antrag-rueckfrage-dunkel', '/antraege/:id', (scene) => scene.requested(), { look: { dark: true } }),
  about('antrag-bescheid', '/antraege/:id', (scene) => scene.decided()),
  about('antrag-bescheid-geoeffnet', '/antraege/:id', (scene) => scene.retrieved()),
  about('antrag-zurueckgezogen', '/antraege/:id', (scene) => scene.withdrawn()),
  about('antrag-zahlung-offen', '/antraege/:id', (scene) => scene.unpaid()),
  about('antrag-bezahlt', '/antraege/:id', (scene) => scene.paid()),
  about('antrag-zahlung-fehlgeschlagen', '/antraege/:id', (scene) => scene.refused()),
  about('zurueckziehen', '/antraege/:id/zurueckziehen', (scene) => scene.processed()),
  about('entwurf-loeschen', '/antraege/:id/zurueckziehen', (scene) => scene.begun()),
  about('bescheid', '/antraege/:id/bescheid/:noticeId', noticeOf, {
    params: async (scene) => {
      const { citizen, application } = await noticeOf(scene);
      return { id: application.id, noticeId: await scene.noticeOf(citizen, application.id) };
    },
  }),
  { name: 'postkorb-leer', route: '/postkorb', who: (scene) => scene.newcomer() },
  own('postkorb', '/postkorb', (scene) => scene.decided()),
  about('postkorb-nachrichten', '/postkorb/:id', (scene) => scene.requested()),
  { name: 'dokumente-leer', route: '/dokumente', who: (scene) => scene.newcomer() },
  own('dokumente', '/dokumente', (scene) => scene.retrieved()),
];
