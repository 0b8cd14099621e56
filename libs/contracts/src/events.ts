import {
  actorId,
  always,
  causeId,
  count,
  eventId,
  flag,
  hash,
  hashOrNone,
  key,
  oneOf,
  optional,
  reference,
  timestamp,
  uuid,
  type Field,
  type ObjectOf,
} from './fields';
import { statuses } from './status';

/**
 * The contract events: what a service tells the others. Everything stored by a publishing service becomes exactly one
 * of these, so that a witness sees every version of every stream. Sent and kept for decades: a type, a field or a code
 * is never renamed; a change that an older reader would not understand is a new type or a new schema version.
 */

const actorRoles = ['citizen', 'caseworker', 'head-of-office', 'auditor', 'operator', 'service'] as const;
const outcomes = ['granted', 'partly', 'rejected'] as const;
const levelsOfAssurance = ['none', 'low', 'substantial', 'high'] as const;

/** The outcome of a decision; separate from the status. */
export type Outcome = (typeof outcomes)[number];
/** The role in which somebody acted. */
export type ActorRole = (typeof actorRoles)[number];

const application = {
  applicationId: uuid,
  reference,
  serviceKey: key,
  configurationVersion: hash,
  office: key,
  applicantId: uuid,
  /** After this event. */
  status: oneOf(statuses),
  outcome: optional(oneOf(outcomes)),
  assignedTo: optional(uuid),
  /** The citizen has to do something. */
  actionRequired: flag,
  /** This event changed the status that the citizen sees. */
  statusChanged: flag,
} as const;

const thread = { applicationId: uuid, applicantId: uuid, office: key } as const;
const person = { personId: uuid } as const;
/** Somebody of the staff looked at a case; its stream is a uuid v5 of the application's id. */
const caseAccess = { applicationId: uuid, personId: uuid, role: oneOf(actorRoles), purpose: key } as const;

/** The data of every contract event, by type. */
export const contracts = {
  'application.ApplicationDrafted': application,
  'application.FormSaved': application,
  'application.ApplicationSubmitted': application,
  'application.ApplicationFiled': application,
  'application.CaseAssigned': application,
  'application.ProcessingStarted': application,
  'application.CaseForwarded': application,
  'application.DocumentsRequested': application,
  'application.DocumentsSupplied': application,
  'application.DecisionIssued': application,
  'application.EntryCorrected': application,
  'application.NoticeProvided': { ...application, noticeId: uuid },
  'application.NoticeRetrieved': application,
  'application.ApplicationWithdrawn': application,
  'application.CaseClosed': application,
  'application.CaseReopened': application,
  'application.CaseAccessed': caseAccess,

  'mailbox.ThreadOpened': thread,
  'mailbox.EntryAdded': { ...thread, entryId: uuid, kind: key },
  'mailbox.MessageWritten': {
    ...thread,
    messageId: uuid,
    authorRole: oneOf(actorRoles),
    recipient: oneOf(['citizen', 'office']),
  },
  'mailbox.NoticeDeposited': { ...thread, noticeId: uuid, decisionVersion: count },
  'mailbox.NoticeRetrieved': { ...thread, noticeId: uuid },
  'mailbox.MessagesRead': { ...thread, by: oneOf(['citizen', 'office']) },
  'mailbox.CaseAccessed': caseAccess,

  'identity.PersonRegistered': person,
  /** The address may be unknown, so there may be no person yet. */
  'identity.SignInLinkRequested': { linkId: uuid, personId: optional(uuid) },
  'identity.SignedIn': { ...person, method: key, levelOfAssurance: oneOf(levelsOfAssurance) },
  'identity.SignedOut': person,
} as const satisfies Record<string, Readonly<Record<string, Field<unknown, boolean>>>>;

/** The type of a contract event that this release knows, e.g. `application.ApplicationFiled`. */
export type ContractEventType = keyof typeof contracts;

/** The data of one type of contract event. */
export type ContractData<Type extends ContractEventType = ContractEventType> = {
  [T in Type]: ObjectOf<(typeof contracts)[T]>;
}[Type];

/** Every type of contract event that this release knows. */
export const contractEventTypes = Object.keys(contracts) as readonly ContractEventType[];

/** The schema version of every contract so far. */
export const schemaVersion = 1;

/** The `dataschema` of a type, e.g. `urn:serviceportal:schema:application.ApplicationFiled:1`. */
export function dataSchemaUrn(type: string, version: number = schemaVersion): string {
  return `urn:serviceportal:schema:${type}:${version}`;
}

/** CloudEvents 1.0 attributes, and ours as extension attributes (lower case, as CloudEvents asks). */
export const envelope = {
  specversion: always('1.0'),
  id: eventId,
  source: {
    schema: { type: 'string', pattern: '^urn:serviceportal:[a-z][a-z-]{0,40}$', maxLength: 64 },
    optional: false,
  } as Field<string>,
  type: {
    schema: { type: 'string', pattern: '^[a-z][a-z-]{0,40}\\.[A-Z][A-Za-z]{0,60}$', maxLength: 104 },
    optional: false,
  } as Field<string>,
  /** The stream id, which is also the key of the Kafka record. */
  subject: uuid,
  time: timestamp,
  datacontenttype: always('application/json'),
  dataschema: {
    schema: {
      type: 'string',
      pattern: '^urn:serviceportal:schema:[a-z][a-z-]{0,40}\\.[A-Z][A-Za-z]{0,60}:[1-9][0-9]{0,4}$',
      maxLength: 160,
    },
    optional: false,
  } as Field<string>,
  tenant: key,
  streamtype: key,
  streamversion: count,
  streamhash: hash,
  previoushash: hashOrNone,
  correlationid: uuid,
  causationid: causeId,
  actorid: actorId,
  actorrole: oneOf(actorRoles),
  /** The person on whose behalf somebody else acted. */
  actingfor: optional(uuid),
} as const;

type Envelope = Omit<ObjectOf<typeof envelope>, 'type'>;

/**
 * A contract event: CloudEvents 1.0 in structured JSON mode. A union that is told apart by `type`;
 * `ContractEvent<'application.ApplicationFiled'>` is one member of it.
 */
export type ContractEvent<Type extends ContractEventType = ContractEventType> = {
  [T in Type]: Envelope & { readonly type: T; readonly data: ContractData<T> };
}[Type];

/** An event of a type that a newer release sends: its envelope is valid, its data is not known here. */
export type UnknownContractEvent = Envelope & { readonly type: string; readonly data: unknown };
