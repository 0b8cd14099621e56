import type { PortalPage } from '../portal-page';
import { account } from './account';
import { cases } from './cases';
import { file } from './file';
import { form } from './form';
import { information } from './information';

/** Every page of the portal in every state that people meet: for pictures, and for what must hold on every page. */
export const portalPages: readonly PortalPage[] = [...information, ...account, ...file, ...form, ...cases];
