export type { Form, JsonObject, LocalizedText, UiElement } from '#forms';
export { canonicalJson } from '#forms';
export { contentHash } from './content-hash';
export { changedBy } from './changed-by';
export { tenantOf, type City } from './city';
export { ConfigurationError, sayProblem, type ConfigurationProblem } from './configuration-error';
export { ConfigurationModule } from './configuration.module';
export {
  LiveConfiguration,
  type Adopted,
  type ConfigurationChange,
  type UnusableFile,
} from './live-configuration';
export {
  isAtLeast,
  meansLevels,
  offeredMeans,
  proofMeans,
  sufficientMeans,
  type OfferedMeans,
} from './means';
export { letterheadOf, type OfficeLetterhead } from './letterhead';
export { isListed, noticeAt, offerState, type OfferState } from './offer';
export { ConfigurationReader } from './reader';
export { Reread } from './reread';
export { isSecureAddress } from './secure-address';
export { readSettings } from './settings-file';
export {
  fillTemplate,
  templateFields,
  templateKinds,
  templatesFor,
  type TemplateField,
  type TemplateKind,
  type TextTemplate,
} from './text-template';
export { TenantRegistry, type Site } from './tenant-registry';
export type * from './types';
export { meansInWords, meansNames, methodNames, waysInWords } from './ways-in-words';
export {
  offeredPaymentMethods,
  shownFee,
  type OfferedPaymentMethod,
  type ShownFee,
  type ToBePaid,
} from './payment';
