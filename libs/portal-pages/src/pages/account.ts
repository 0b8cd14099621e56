import type { PortalPage } from '../portal-page';

/** Coming in, being somebody, and leaving. */
export const account: readonly PortalPage[] = [
  { name: 'anmelden', route: '/anmelden' },
  { name: 'anmelden-wuppertal', route: '/anmelden', city: 'wuppertal' },
  { name: 'anmelden-rees', route: '/anmelden', city: 'rees' },
  { name: 'anmelden-dueren', route: '/anmelden', city: 'dueren' },
  {
    name: 'anmelden-fuer-dienstleistung',
    route: '/anmelden',
    query: '?fuer=untersuchungsberechtigungsschein',
  },
  { name: 'anmelden-sitzung-beendet', route: '/anmelden', query: '?grund=ende' },
  { name: 'anmelden-mail-gesendet', route: '/anmelden/mail-gesendet' },
  {
    ...{ name: 'niveau', route: '/anmelden/niveau', query: '?fuer=untersuchungsberechtigungsschein' },
    who: (scene) => scene.known(),
  },
  { name: 'abgemeldet', route: '/abgemeldet' },
  {
    ...{ name: 'sitzung', route: '/', who: (scene) => scene.known() },
    then: (page) => page.locator('header details > summary').first().click(),
  },
];
