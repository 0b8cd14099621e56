import Ajv, { type ErrorObject, type ValidateFunction } from 'ajv';
import {
  contracts,
  dataSchemaUrn,
  schemaVersion,
  type ContractEvent,
  type ContractEventType,
  type UnknownContractEvent,
} from './events';
import { anyContractEventSchema, contractEventSchema, sourceOf } from './schemas';

/** A contract event is about 1.2 kB; more than this (bytes) is not one of ours. */
export const maximumContractEventBytes = 65_536;

/** What is wrong with a message: it cannot be handled, however often it is tried. */
export class ContractViolation extends Error {
  constructor(
    /** `oversized`, `malformed` (not JSON in UTF-8), `schema-version` (missing or unknown here), `invalid` (breaks its schema). */
    readonly code: 'oversized' | 'malformed' | 'schema-version' | 'invalid',
    /** What exactly is wrong, without any value out of the message. */
    message: string,
  ) {
    super(message);
    this.name = 'ContractViolation';
  }
}

// Lengths are of ASCII identifiers (see the patterns), so counting code points would be work for nothing.
const ajv = new Ajv({ allErrors: false, strict: true, unicode: false, logger: false });
const validateAnyEvent = ajv.compile(anyContractEventSchema());

/**
 * Compiled on first use: a service meets only a few of the types. One validator for envelope and data: most attributes of
 * a known type are constants, which cost less to compare than patterns.
 */
const validators = new Map<ContractEventType, ValidateFunction>();

function validatorOf(type: ContractEventType): ValidateFunction {
  let validate = validators.get(type);
  if (!validate) validators.set(type, (validate = ajv.compile(contractEventSchema(type))));
  return validate;
}

/** Whether this release knows the type. */
export function isKnownType(type: string): type is ContractEventType {
  return Object.hasOwn(contracts, type);
}

/**
 * Checks an event against its contract, on the way out as on the way in.
 * @returns the same event, typed; an unknown (newer) type is not an error.
 * @throws ContractViolation `schema-version` or `invalid`.
 */
export function validateContractEvent(event: unknown): ContractEvent | UnknownContractEvent {
  if (!isRecord(event)) throw new ContractViolation('malformed', 'the message is not a JSON object');
  const { type, dataschema } = event;
  if (dataschema === undefined) {
    throw new ContractViolation(
      'schema-version',
      'the message names no schema version: attribute dataschema is missing',
    );
  }
  const known = typeof type === 'string' && isKnownType(type) ? type : undefined;
  if (known !== undefined && dataschema !== dataSchemaUrn(known)) {
    throw new ContractViolation(
      'schema-version',
      `unknown schema version of ${known}: this release knows version ${schemaVersion} only`,
    );
  }
  const validate = known === undefined ? validateAnyEvent : validatorOf(known);
  if (!validate(event)) throw new ContractViolation('invalid', why(known, validate.errors));
  const valid = event as unknown as UnknownContractEvent;
  if (valid.id !== `${valid.subject}/${valid.streamversion}`) {
    throw new ContractViolation('invalid', 'the envelope is invalid: id is not <subject>/<streamversion>');
  }
  if (!isDay(valid.time)) throw new ContractViolation('invalid', 'the envelope is invalid: time is no time');
  if (known !== undefined) return valid as ContractEvent;
  if (valid.source !== sourceOf(valid.type)) {
    throw new ContractViolation(
      'invalid',
      'the envelope is invalid: source is not the service that type names',
    );
  }
  if (!valid.dataschema.startsWith(`urn:serviceportal:schema:${valid.type}:`)) {
    throw new ContractViolation('schema-version', `dataschema does not belong to type ${valid.type}`);
  }
  if (isDeeperThan(maximumDepth, valid.data))
    throw new ContractViolation('invalid', `the data of ${valid.type} is nested deeper than ${maximumDepth}`);
  return valid;
}

/**
 * Checks what a service is about to publish. A writer is strict: what is not declared does not leave, whereas a reader takes
 * events of a newer release as they are.
 * @throws ContractViolation
 */
export function validatePublished(event: unknown): void {
  const { type } = validateContractEvent(event);
  if (!isKnownType(type)) throw new ContractViolation('invalid', `${type} is not declared in the contracts`);
}

/** @throws ContractViolation `oversized`: nothing else of it need be looked at. */
export function assertNotOversized(bytes: Uint8Array | null): void {
  if (bytes === null || bytes.byteLength <= maximumContractEventBytes) return;
  throw new ContractViolation(
    'oversized',
    `the message has ${bytes.byteLength} bytes; a contract event has at most ${maximumContractEventBytes}`,
  );
}

/**
 * Reads a message from the broker.
 * @throws ContractViolation saying precisely what is wrong; such a message is parked without retries.
 */
export function parseContractEvent(bytes: Uint8Array | null): ContractEvent | UnknownContractEvent {
  if (bytes === null || bytes.byteLength === 0)
    throw new ContractViolation('malformed', 'the message is empty');
  assertNotOversized(bytes);
  let parsed: unknown;
  try {
    parsed = JSON.parse(utf8.decode(bytes));
  } catch {
    throw new ContractViolation('malformed', 'the message is not JSON in UTF-8');
  }
  return validateContractEvent(parsed);
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** So deep is nothing that a service tells; who writes it down again would otherwise run out of stack. */
const maximumDepth = 16;

function isDeeperThan(depth: number, value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return depth === 0 || Object.values(value).some((inner) => isDeeperThan(depth - 1, inner));
}

/** Whether the day of a time is one of its month: the pattern says the rest. */
function isDay(time: string): boolean {
  return time.slice(8, 10) <= '28' || new Date(time).toISOString().startsWith(time.slice(0, 10));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Names the place and the rule, never the value. */
function why(type: ContractEventType | undefined, errors: ErrorObject[] | null | undefined): string {
  const { instancePath = '', message = 'is wrong' } = errors?.[0] ?? {};
  const [, first = '', ...rest] = instancePath.split('/');
  const inData = type !== undefined && first === 'data';
  const place = (inData ? rest : [first, ...rest]).join('/');
  return `${inData ? `the data of ${type}` : 'the envelope'} is invalid: ${place === '' ? '' : `${place} `}${message}`;
}
