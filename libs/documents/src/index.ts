export { wronglyKnown } from './bound-documents';
export { Clamd } from './clamd';
export { compareDocuments, type DocumentDifference } from './comparison';
export { documentsVariables, type DocumentsConfig } from './config';
export {
  isComplete,
  mayBeOpened,
  scans,
  type CompleteDocument,
  type KeptDocument,
  type Place,
  type Scan,
} from './document';
export { attachmentNamed, givenName, safeName } from './document-name';
export {
  addressOf,
  Documents,
  DocumentUnacceptable,
  PartDamaged,
  PartOutOfOrder,
  PartTooLong,
  type Accepted,
  type Announced,
  type Part,
} from './documents';
export { DocumentsHealth } from './documents-health';
export { boundRow, documentsEnd, DocumentsTable, foundRow, releasedRow } from './documents-table';
export { DocumentsModule, storeOf } from './documents.module';
export { FolderStore } from './folder-store';
export type { Unacceptable } from './inspection';
export { documentTypes, typeOf, type DocumentType } from './media-type';
export { documentsMigrations } from './migrations';
export { ObjectMissing, type ObjectStore } from './object-store';
export { S3Store, type S3Access } from './s3-store';
export { ScanWorker, type OnFound } from './scan-worker';
export type { Scanner, Verdict } from './scanner';
export { openContent, sealContent } from './sealed-content';
export { sendDocument, type OpenedDocument } from './http/downloading';
export { documentErrors, documentProblems } from './http/problems';
export { HandingIn, type Matter, type Matters, type UploadRules } from './handing-in';
export { UploadRoutes } from './http/upload-routes';
export { UploadView } from './http/views';
