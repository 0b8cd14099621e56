import type { PortalPage } from '../portal-page';
import type { Scene } from '../scene';

const erika = (scene: Scene) => scene.known();
/** What somebody finds under their name. */
const mine = (name: string, route: string, more: Partial<PortalPage> = {}): PortalPage => ({
  ...{ name: `meine-daten${name}`, route: `/meine-daten${route}`, who: erika },
  ...more,
});

/** Coming in, being somebody, and leaving. */
export const account: readonly PortalPage[] = [
  { name: 'anmelden', route: '/anmelden' },
  { name: 'anmelden-wuppertal', route: '/anmelden', city: 'wuppertal' },
  { name: 'anmelden-rees', route: '/anmelden', city: 'rees' },
  { name: 'anmelden-dueren', route: '/anmelden', city: 'dueren' },
  { name: 'anmelden-herford', route: '/anmelden', city: 'herford' },
  {
    ...{ name: 'anmelden-keine-adresse', route: '/anmelden' },
    look: { expected: [/status of 400/] },
    then: async (page) => {
      await page.getByRole('button', { name: /^(Login-Link zusenden|Send sign-in link)$/ }).click();
      await page.getByRole('alert').waitFor();
    },
  },
  {
    name: 'anmelden-fuer-dienstleistung',
    route: '/anmelden',
    query: '?fuer=untersuchungsberechtigungsschein',
  },
  { name: 'anmelden-sitzung-beendet', route: '/anmelden', query: '?grund=ende' },
  { name: 'anmelden-mail-gesendet', route: '/anmelden/mail-gesendet' },
  {
    ...{ name: 'niveau', route: '/anmelden/niveau', query: '?fuer=untersuchungsberechtigungsschein' },
    who: erika,
  },
  { name: 'niveau-ohne-anlass', route: '/anmelden/niveau', who: erika },
  { name: 'abgemeldet', route: '/abgemeldet' },
  { name: 'konto-geloescht', route: '/abgemeldet', query: '?grund=geloescht' },
  { name: 'konto', route: '/anmelden/konto', city: 'wuppertal' },
  { name: 'registrieren', route: '/anmelden/registrieren', city: 'wuppertal' },
  { name: 'passwort-vergessen', route: '/anmelden/passwort-vergessen', city: 'wuppertal' },
  {
    ...{ name: 'sitzung', route: '/', who: erika },
    then: (page) => page.locator('header details > summary').first().click(),
  },
  mine('', ''),
  mine('-neu', '', { who: (scene) => scene.newcomer() }),
  mine('-dunkel', '', { look: { dark: true } }),
  mine('-aendern', '/aendern'),
  mine('-adresse', '/adresse'),
  mine('-anmeldungen', '/anmeldungen'),
  mine('-einwilligungen', '/einwilligungen'),
  mine('-vollmachten', '/vollmachten'),
  mine('-vollmachten-handelnd', '/vollmachten', { who: (scene) => scene.representative() }),
  mine('-passwort', '/passwort'),
  mine('-loeschen', '/loeschen'),
  mine('-loeschen-bestaetigen', '/loeschen/bestaetigen'),
];
