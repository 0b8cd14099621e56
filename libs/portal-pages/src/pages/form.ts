import type { PortalPage } from '../portal-page';
import type { Applied, Scene } from '../scene';

/** The smallest picture there is. */
const onePixel = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

type State = (scene: Scene) => Promise<Applied>;

/** A step of a form, seen by whom it belongs to. */
const step = (name: string, last: string, state: State, more: Partial<PortalPage> = {}): PortalPage => ({
  ...{ name, route: '/antraege/:id/formular/:step' },
  who: async (scene) => (await state(scene)).citizen,
  params: async (scene) => ({ id: (await state(scene)).application.id, step: last }),
  ...more,
});
const review = (name: string, state: State): PortalPage => ({
  ...{ name, route: '/antraege/:id/pruefen' },
  who: async (scene) => (await state(scene)).citizen,
  params: async (scene) => ({ id: (await state(scene)).application.id }),
});

/** What is asked for, what is wrong with it, and everything read back. */
export const form: readonly PortalPage[] = [
  step('formular', '1', (scene) => scene.begun()),
  step('formular-aus-der-bundid', '1', (scene) => scene.prefilled()),
  step('formular-fehler', '2', (scene) => scene.begun(), {
    then: async (page) => {
      await page.locator('.p-actions button').click();
      await page.getByRole('alert').waitFor();
    },
  }),
  step('formular-ausgefuellt', '3', (scene) => scene.filledIn()),
  step('formular-ausgefuellt-dunkel', '2', (scene) => scene.filledIn(), { look: { dark: true } }),
  step('formular-unterlagen', 'unterlagen', (scene) => scene.filledIn()),
  step('formular-unterlagen-mit-datei', 'unterlagen', (scene) => scene.handedIn(), {
    then: async (page) => {
      const photo = { name: 'Nachweis vom Versorgungsamt.png', mimeType: 'image/png', buffer: onePixel };
      await page.locator('input[type=file]').first().setInputFiles(photo);
      await page
        .getByText(/, (hochgeladen|uploaded)/)
        .first()
        .waitFor();
    },
  }),
  review('pruefen', (scene) => scene.filledIn()),
  review('pruefen-unvollstaendig', (scene) => scene.begun()),
];
