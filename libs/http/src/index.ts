export { correlationIdOf, noteArrival } from './arrival';
export { bodyLimitBytes, endBehindBody, hasBody, readAway, readJsonBody, tooLarge } from './body';
export { cleanText, cleanValue } from './clean';
export { commonProblems } from './common-problems';
export { ConfigurationMistake, hostList, httpVariables, parseConfig, readConfig, serviceUrl } from './config';
export { InnerDoor } from './inner-door';
export { correlationHeader, correlationIdFor, currentCorrelationId, withCorrelationId } from './correlation';
export { readCursor } from './cursor';
export type { ErrorAnswer, ErrorMapping } from './error-answer';
export { AnswersWithEvents, type DescribedEvents } from './describing-events';
export { AnswersWithETag, setETag, TellsETag, Versioned } from './etag';
export {
  CalendarDate,
  Cents,
  Cursor,
  Flag,
  FlagInQuery,
  FreeText,
  LatinText,
  Id,
  Ids,
  Key,
  Moment,
  Names,
  Each,
  Entries,
  NumberInQuery,
  WholeNumber,
  OneOf,
  Ordinal,
  SeveralOf,
  Sha256,
  TextLike,
  type InputField,
} from './input';
export { EventStream, EventStreams, type EventStreamOptions, type StreamedEvent } from './event-stream';
export {
  Health,
  HealthModule,
  type HealthCheck,
  type HealthOptions,
  type HealthParts,
  type Readiness,
} from './health';
export { HttpModule, type HttpFeature } from './http.module';
export { loggedError, logLevels, ServiceLogger, type LogLevel } from './logging';
export { measured, MetricsModule } from './metrics';
export {
  nodeRequest,
  nodeResponse,
  takeOver,
  type AnyRequest,
  type AnyResponse,
  type HttpRequest,
} from './node-http';
export { openApiDocument } from './openapi';
export { OpenApiModule } from './openapi.module';
export {
  atExpectedVersion,
  Change,
  IdempotencyKey,
  IfMatch,
  OptionalIdempotencyKey,
  RepeatKey,
  readIdempotencyKey,
  requestFingerprint,
  scopedKey,
  type ChangeRequest,
  type ExpectedVersions,
  type RequestKey,
} from './preconditions';
export { isMailAddress } from './mail-address';
export { isPlainPath, pathAndQuery } from './plain-path';
export { Problem, type ProblemMembers } from './problem';
export {
  KnownProblem,
  ProblemCatalogue,
  ProblemRegistration,
  problemTypePrefix,
  type ProblemDetails,
} from './problem-catalogue';
export { escapeHtml } from './html';
export { problemAt, ProblemFilter, sendProblem, type ProblemPage } from './problem-filter';
export { defineProblems, type ProblemKind, type ProblemKinds } from './problem-kind';
export { accessKey, PublicRoute } from './public-route';
export { RawBody, TakesRawBody } from './raw-body';
export { closeGracefully } from './shutdown';
export {
  createService,
  rootModule,
  servedBy,
  startService,
  type ExpressService,
  type FastifyService,
  type ServiceOptions,
  type Served,
} from './start-service';
export { streamedBodyType, TakesStreamedBody, TakesStreamedXml } from './streamed-body';
export {
  languageOf,
  localised,
  type AcceptsLanguages,
  type Language,
  type Localised,
  type LocalText,
} from './text';
export { assertInOrder, IdParam, inputValidation, invalidInput, type FieldError } from './validation';
export { isVisible, visible } from '#forms/visible-text';
