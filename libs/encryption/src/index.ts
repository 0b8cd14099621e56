export { DataKeys } from './data-keys';
export { EncryptionModule } from './encryption.module';
export { KeyEncryptionKey, UnknownKeyEncryptionKey } from './key-encryption-key';
export { createKeyFile } from './key-file';
export { chunkOverheadBytes, ChunkSealer, type ChunkPlace } from './chunk-sealer';
export { SealBroken } from './seal-broken';
export { KeyDestroyed, Sealer, type Sealed } from './sealer';
export { encryptionMigrations } from './migrations';
