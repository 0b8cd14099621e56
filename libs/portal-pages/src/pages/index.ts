import type { PortalPage } from '../portal-page';
import { account } from './account';
import { cases } from './cases';
import { file } from './file';
import { form } from './form';
import { information } from './information';
import { office } from './office';

/** Every page of the portal in every state that people meet: for pictures, and for what must hold on every page. */
export const portalPages: readonly PortalPage[] = [...information, ...account, ...file, ...form, ...cases];

/** Every page of the back-office in every state. */
export const officePages: readonly PortalPage[] = office;
