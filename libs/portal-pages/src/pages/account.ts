import type { PortalPage } from '../portal-page';
import type { Scene } from '../scene';

const known = (scene: Scene) => scene.known();

/** Coming in, being somebody, and leaving. */
export const account: readonly PortalPage[] = [
  { name: 'anmelden', route: '/anmelden' },
  { name: 'anmelden-rees', route: '/anmelden', city: 'rees' },
  { name: 'anmelden-wuppertal', route: '/anmelden', city: 'wuppertal' },
  { name: 'anmelden-dueren', route: '/anmelden', city: 'dueren' },
  { name: 'anmelden-herford', route: '/anmelden', city: 'herford' },
  {
    ...{ name: 'anmelden-fuer-hoch', route: '/anmelden' },
    query: '?fuer=untersuchungsberechtigungsschein&zurueck=%2Fdienstleistungen',
  },
  { name: 'anmelden-sitzung-beendet', route: '/anmelden', query: '?zurueck=%2Fpostkorb&grund=ende' },
  {
    ...{ name: 'anmelden-keine-adresse', route: '/anmelden' },
    look: { expected: [/status of 400/] },
    then: async (page) => {
      await page
        .getByRole('button', { name: 'Login-Link zusenden' })
        .or(page.getByRole('button', { name: 'Send sign-in link' }))
        .click();
      await page.getByRole('alert').waitFor();
    },
  },
  { name: 'anmelden-mail-gesendet', route: '/anmelden/mail-gesendet' },
  { name: 'anmelden-konto', route: '/anmelden/konto', city: 'wuppertal' },
  { name: 'registrieren', route: '/anmelden/registrieren', city: 'wuppertal' },
  { name: 'passwort-vergessen', route: '/anmelden/passwort-vergessen', city: 'wuppertal' },
  { name: 'abgemeldet', route: '/abgemeldet' },
  { name: 'konto-geloescht', route: '/abgemeldet', query: '?grund=geloescht' },
  { name: 'niveau', route: '/anmelden/niveau', who: known },
  {
    ...{ name: 'niveau-fuer-antrag', route: '/anmelden/niveau', who: known },
    query: '?fuer=untersuchungsberechtigungsschein&zurueck=%2Fdienstleistungen',
  },
  {
    ...{ name: 'konto-menue', route: '/abgemeldet', who: known },
    then: (page) => page.locator('.p-account > summary').click(),
  },
  { name: 'meine-daten', route: '/meine-daten', who: known },
  { name: 'meine-daten-neu', route: '/meine-daten', who: (scene) => scene.newcomer() },
  { name: 'meine-daten-aendern', route: '/meine-daten/aendern', who: known },
  { name: 'meine-daten-adresse', route: '/meine-daten/adresse', who: known },
  { name: 'anmeldungen', route: '/meine-daten/anmeldungen', who: known },
  { name: 'einwilligungen', route: '/meine-daten/einwilligungen', who: known },
  { name: 'vollmachten', route: '/meine-daten/vollmachten', who: known },
  { name: 'passwort', route: '/meine-daten/passwort', who: known },
  { name: 'loeschen', route: '/meine-daten/loeschen', who: known },
  { name: 'loeschen-bestaetigen', route: '/meine-daten/loeschen/bestaetigen', who: known },
];
