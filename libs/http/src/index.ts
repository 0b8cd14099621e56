export { bodyLimitBytes, cleanAddress, readJsonBody, tooLarge } from './body';
export { cleanText, cleanValue } from './clean';
export { ConfigurationMistake, hostList, httpVariables, parseConfig, readConfig } from './config';
export {
  correlate,
  correlationHeader,
  correlationIdOf,
  currentCorrelationId,
  withCorrelationId,
} from './correlation';
export { EventStream, EventStreams, type EventStreamOptions, type StreamedEvent } from './event-stream';
export {
  HealthModule,
  type HealthCheck,
  type HealthOptions,
  type HealthParts,
  type Readiness,
} from './health';
export { logging, logLevels, type LogLevel } from './logging';
export { MetricsModule } from './metrics';
export { openApiDocument } from './openapi';
export {
  Change,
  IdempotencyKey,
  IfMatch,
  OptionalIdempotencyKey,
  requestFingerprint,
  scopedKey,
  setETag,
  type ChangeRequest,
  type RequestKey,
} from './preconditions';
export {
  Problem,
  problemDetails,
  problemTypePrefix,
  type ProblemDetails,
  type ProblemMembers,
} from './problem';
export { allProblemKinds, defineProblems, type ProblemKind } from './problem-catalogue';
export { ProblemFilter, sendProblem } from './problem-filter';
export { isDatabaseAway, PartUnavailable, problemOf } from './problem-of';
export { accessKey, PublicRoute } from './public-route';
export {
  applicationOptions,
  createService,
  prepareService,
  rootModule,
  startService,
  type ServiceOptions,
} from './start-service';
export { closeGracefully } from './shutdown';
export { languageOf, localised, type Language, type LocalText } from './text';
export { IdParam, inputValidation, invalidInput, IsId, type FieldError } from './validation';
export { cursorPattern, readCursor } from './cursor';
export {
  CalendarDate,
  Flag,
  FreeText,
  Id,
  Key,
  keyPattern,
  Names,
  OneOf,
  Ordinal,
  Sha256,
  type InputField,
} from './input';
