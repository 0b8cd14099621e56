import type { PortalPage } from '../portal-page';
import { information } from './information';
import { own } from './own';

/** Every page of the portal in every state that people meet: for pictures, and for what must hold on every page. */
export const portalPages: readonly PortalPage[] = [...information, ...own];
