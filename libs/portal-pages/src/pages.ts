import type { PortalPage } from './portal-page';

/** Every page of the portal in every state that people meet: for pictures and for what must hold on every page. */
export const portalPages: readonly PortalPage[] = [
  { name: 'start', route: '/', isInformation: true },
  { name: 'start-dunkel', route: '/', look: { dark: true } },
  { name: 'start-wuppertal', route: '/', city: 'wuppertal', isInformation: true },
  { name: 'start-rees', route: '/', city: 'rees', isInformation: true },
  { name: 'start-dueren', route: '/', city: 'dueren', isInformation: true },
  { name: 'start-herford', route: '/', city: 'herford', isInformation: true },
  { name: 'start-angemeldet', route: '/', who: (scene) => scene.known() },
];
