import type { PortalPage } from '../portal-page';
import { about } from './cases';

/** From the beginning to the confirmation, but for the form. */
export const file: readonly PortalPage[] = [
  {
    ...{ name: 'ohne-anmeldung', route: '/ohne-anmeldung/:key' },
    params: () => Promise.resolve({ key: 'hundesteuer-anmeldung' }),
  },
  about('ohne-anmeldung-formular', '/antraege/:id/formular/:step', (scene) => scene.guest(), {
    params: async (scene) => ({ id: (await scene.guest()).application.id, step: '1' }),
  }),
  { name: 'weiterverfolgen', route: '/weiterverfolgen' },
  about('antrag-schon-begonnen', '/antraege/angefangen', (scene) => scene.begun(), {
    query: '?dienst=hundesteuer-anmeldung',
  }),
  about('nicht-abgesendet', '/antraege/:id/absenden', (scene) => scene.filledIn()),
  about('bezahlen', '/antraege/:id/bezahlen', (scene) => scene.unpaid()),
  about('bezahlen-unterwegs', '/antraege/:id/bezahlen', (scene) => scene.underWay()),
  about('bezahlen-fehlgeschlagen', '/antraege/:id/bezahlen', (scene) => scene.refused()),
  about('erstattung', '/antraege/:id/erstattung', (scene) => scene.refunding()),
  about('bestaetigung', '/antraege/:id/bestaetigung', (scene) => scene.filed()),
  about('bestaetigung-bewertet', '/antraege/:id/bestaetigung', (scene) => scene.filed(), {
    query: '?bewertet',
  }),
  about('bestaetigung-bezahlt', '/antraege/:id/bestaetigung', (scene) => scene.paid()),
];
