import type { PortalPage } from '../portal-page';
import { follow } from './follow';
import { form } from './form';
import { information } from './information';

/** Every page of the portal in every state that people meet: for pictures, and for what must hold on every page. */
export const portalPages: readonly PortalPage[] = [...information, ...form, ...follow];
