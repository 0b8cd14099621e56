import type { Page } from 'playwright-core';
import type { PortalPage } from '../portal-page';
import type { Applied, Scene } from '../scene';
import { about } from './cases';

type State = (scene: Scene) => Promise<Applied>;

/** One step of the form of an application. */
const step = (name: string, which: string, state: State, more: Partial<PortalPage> = {}): PortalPage =>
  about(`formular-${name}`, '/antraege/:id/formular/:step', state, {
    params: async (scene) => ({ id: (await state(scene)).application.id, step: which }),
    ...more,
  });

/** Sends the step although nothing was filled in, so that it says what is missing. */
async function sendEmpty(page: Page): Promise<void> {
  await page.getByRole('main').locator('form button.kern-btn--primary').first().click();
  await page.getByRole('alert').first().waitFor();
}

/** From the first field to the confirmation. */
export const file: readonly PortalPage[] = [
  {
    ...{ name: 'ohne-anmeldung', route: '/ohne-anmeldung/:key' },
    params: () => Promise.resolve({ key: 'hundesteuer-anmeldung' }),
  },
  { name: 'weiterverfolgen', route: '/weiterverfolgen' },
  about('antrag-schon-begonnen', '/antraege/angefangen', (scene) => scene.begun(), {
    query: '?dienst=hundesteuer-anmeldung',
  }),
  step('leer', '1', (scene) => scene.begun()),
  step('fehler', '1', (scene) => scene.begun(), { then: sendEmpty }),
  step('ausgefuellt', '2', (scene) => scene.filledIn()),
  step('unterlagen', 'unterlagen', (scene) => scene.filledIn()),
  step('ohne-anmeldung', '1', (scene) => scene.guest()),
  about('pruefen', '/antraege/:id/pruefen', (scene) => scene.filledIn()),
  about('pruefen-unvollstaendig', '/antraege/:id/pruefen', (scene) => scene.begun()),
  about('bezahlen', '/antraege/:id/bezahlen', (scene) => scene.unpaid()),
  about('bezahlen-fehlgeschlagen', '/antraege/:id/bezahlen', (scene) => scene.refused()),
  about('bestaetigung', '/antraege/:id/bestaetigung', (scene) => scene.filed()),
  about('bestaetigung-bezahlt', '/antraege/:id/bestaetigung', (scene) => scene.paid()),
];
