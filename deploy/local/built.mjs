// @ts-check
/** What the launcher uses of the product itself, as it was built: imported only once `dist/` is there. */
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { root } from './prepare.mjs';

const product = createRequire(join(root, 'dist', 'launcher.js'));

/** @type {typeof import('../../libs/configuration/src/index.js')} */
export const { loadTenants } = product('./libs/configuration/src/index.js');

/** @type {typeof import('../../libs/database/src/provision.js')} */
export const { asAdmin, provisionDatabase } = product('./libs/database/src/provision.js');

/** @type {typeof import('../../libs/auth/src/token-keys.js')} */
export const { createTokenKeys } = product('./libs/auth/src/token-keys.js');

/** @type {typeof import('../../libs/encryption/src/key-file.js')} */
export const { createKeyFile } = product('./libs/encryption/src/key-file.js');

/** @type {typeof import('../../apps/stand-ins/src/identity-provider/staff.js')} */
export const { staff } = product('./apps/stand-ins/src/identity-provider/staff.js');
