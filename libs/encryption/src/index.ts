export { DataKeys, subjectsWithoutKey } from './data-keys';
export { KeyEncryptionKey, UnknownKeyEncryptionKey } from './key-encryption-key';
export { createKeyFile } from './key-file';
export { KeyDestroyed, SealBroken, Sealer, type Sealed } from './sealer';
export { encryptionMigrations } from './migrations';
