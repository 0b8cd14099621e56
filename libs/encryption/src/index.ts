export { DataKeys } from './data-keys';
export { EncryptionModule } from './encryption.module';
export { KeyEncryptionKey, UnknownKeyEncryptionKey } from './key-encryption-key';
export { createKeyFile } from './key-file';
export { KeyDestroyed, SealBroken, Sealer, type Sealed } from './sealer';
export { encryptionMigrations } from './migrations';
