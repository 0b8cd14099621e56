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

/** @type {typeof import('../../libs/saml-provider/src/certified-key.js')} */
export const { keepCertifiedKey } = product('./libs/saml-provider/src/certified-key.js');

/** @type {typeof import('../../libs/saml-provider/src/metadata.js')} */
export const { providerMetadata } = product('./libs/saml-provider/src/metadata.js');

/** @type {typeof import('../../libs/saml-provider/src/persons.js')} */
export const { persons, nameOf } = product('./libs/saml-provider/src/persons.js');

/** @type {typeof import('../../apps/stand-ins/src/bundid/settings.js')} */
export const { characters, descriptionOf } = product('./apps/stand-ins/src/bundid/settings.js');

/** @type {typeof import('../../libs/auth/src/token-keys.js')} */
export const { createTokenKeys } = product('./libs/auth/src/token-keys.js');

/** @type {typeof import('../../libs/encryption/src/key-file.js')} */
export const { createKeyFile } = product('./libs/encryption/src/key-file.js');
