/** What the launcher uses of the product itself, as it was built: imported only once `dist/` is there. */
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { root } from './prepare.mjs';

/** Loads a module of the product, named from `dist/` on. */
export const product = createRequire(join(root, 'dist', 'launcher.js'));

/** @type {typeof import('../../libs/configuration/src/live-configuration.js')} */
export const { LiveConfiguration } = product('./libs/configuration/src/live-configuration.js');

/** @type {typeof import('../../libs/configuration/src/reader.js')} */
export const { ConfigurationReader } = product('./libs/configuration/src/reader.js');

/** @type {typeof import('../../libs/configuration/src/configuration-error.js')} */
export const { sayProblem } = product('./libs/configuration/src/configuration-error.js');

/** @type {typeof import('../../libs/database/src/provision.js')} */
export const { asAdmin, closeDatabases, provisionDatabase } = product('./libs/database/src/provision.js');

/** @type {typeof import('../../libs/auth/src/token-keys.js')} */
export const { createTokenKeys } = product('./libs/auth/src/token-keys.js');

/** @type {typeof import('../../libs/encryption/src/key-file.js')} */
export const { createKeyFile } = product('./libs/encryption/src/key-file.js');

/** @type {typeof import('../../libs/http/src/released-memory.js')} */
export const { releaseMemory } = product('./libs/http/src/released-memory.js');
