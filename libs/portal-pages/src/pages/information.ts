import type { PortalPage } from '../portal-page';

/** What everybody may read, and search engines find. */
const read = (name: string, route: string, more: Partial<PortalPage> = {}): PortalPage => ({
  ...{ name, route, isInformation: true },
  ...more,
});
const service = (name: string, key: string, city?: string): PortalPage =>
  read(`dienstleistung-${name}`, '/dienstleistungen/:key', {
    ...(city !== undefined && { city }),
    params: () => Promise.resolve({ key }),
  });

/** What the cities offer, and what stands on every city's site. */
export const information: readonly PortalPage[] = [
  read('start', '/'),
  read('start-dunkel', '/', { look: { dark: true } }),
  read('start-wuppertal', '/', { city: 'wuppertal' }),
  read('start-rees', '/', { city: 'rees' }),
  read('start-dueren', '/', { city: 'dueren' }),
  read('start-herford', '/', { city: 'herford' }),
  {
    ...{ name: 'start-vorschlaege', route: '/' },
    then: async (page) => {
      await page.getByRole('combobox').first().pressSequentially('hundestuer');
      await page.getByRole('option').first().waitFor();
    },
  },
  read('dienstleistungen', '/dienstleistungen'),
  read('dienstleistungen-suche', '/dienstleistungen', { query: '?q=hund' }),
  read('dienstleistungen-nichts', '/dienstleistungen', { query: '?q=xyzzy' }),
  service('ohne-anmeldung', 'hundesteuer-anmeldung'),
  service('mit-bundid', 'bewohnerparkausweis'),
  service('mit-eid', 'untersuchungsberechtigungsschein'),
  service('mit-gebuehr', 'personenstandsurkunde'),
  service('kinderbetreuung', 'kinderbetreuung', 'wuppertal'),
  {
    ...{ name: 'nicht-gefunden', route: '/dienstleistungen/:key', status: 404 },
    params: () => Promise.resolve({ key: 'gibt-es-nicht' }),
    look: { expected: [/status of 404/] },
  },
  read('themen', '/themen'),
  read('thema', '/themen/:key', { params: () => Promise.resolve({ key: 'steuern' }) }),
  read('einrichtung', '/einrichtungen/:key', { params: () => Promise.resolve({ key: 'steueramt' }) }),
  read('leichte-sprache', '/leichte-sprache'),
  read('gebaerdensprache', '/gebaerdensprache'),
  read('barrierefreiheit', '/barrierefreiheit'),
  read('barriere-melden', '/barriere-melden'),
  read('rueckmeldung', '/rueckmeldung'),
  read('impressum', '/impressum'),
  read('datenschutz', '/datenschutz'),
];
