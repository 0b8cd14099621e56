import Ajv, { type ErrorObject, type ValidateFunction } from 'ajv';
import {
  contracts,
  dataSchemaUrn,
  envelope,
  schemaVersion,
  type ContractEvent,
  type ContractEventType,
  type UnknownContractEvent,
} from './events';
import { objectSchema, type Fields } from './fields';

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
const envelopeSchema = objectSchema(envelope);
const validateEnvelope = ajv.compile({
  ...envelopeSchema,
  properties: { ...envelopeSchema.properties, data: { type: 'object' } },
  required: [...envelopeSchema.required, 'data'],
});

/** Compiled on first use: a service meets only a few of the types. Types with the same data share one validator. */
const dataValidators = new Map<Fields, ValidateFunction>();

function dataValidator(type: ContractEventType): ValidateFunction {
  const fields: Fields = contracts[type];
  let validate = dataValidators.get(fields);
  if (!validate) dataValidators.set(fields, (validate = ajv.compile(objectSchema(fields))));
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
  if (!validateEnvelope(event))
    throw new ContractViolation('invalid', `the envelope is invalid: ${why(validateEnvelope.errors)}`);
  const known = event as unknown as UnknownContractEvent;
  if (known.id !== `${known.subject}/${known.streamversion}`) {
    throw new ContractViolation('invalid', 'the envelope is invalid: id is not <subject>/<streamversion>');
  }
  if (known.source !== `urn:serviceportal:${known.type.slice(0, known.type.indexOf('.'))}`) {
    throw new ContractViolation(
      'invalid',
      'the envelope is invalid: source is not the service that type names',
    );
  }
  if (!isKnownType(known.type)) {
    if (!known.dataschema.startsWith(`urn:serviceportal:schema:${known.type}:`)) {
      throw new ContractViolation('schema-version', `dataschema does not belong to type ${known.type}`);
    }
    return known;
  }
  if (dataschema !== dataSchemaUrn(known.type)) {
    throw new ContractViolation(
      'schema-version',
      `unknown schema version of ${known.type}: this release knows version ${schemaVersion} only`,
    );
  }
  const validateData = dataValidator(known.type);
  if (!validateData(event['data'])) {
    throw new ContractViolation(
      'invalid',
      `the data of ${String(type)} is invalid: ${why(validateData.errors)}`,
    );
  }
  return known as ContractEvent;
}

/**
 * Reads a message from the broker.
 * @throws ContractViolation saying precisely what is wrong; such a message is parked without retries.
 */
export function parseContractEvent(bytes: Uint8Array | null): ContractEvent | UnknownContractEvent {
  if (bytes === null || bytes.byteLength === 0)
    throw new ContractViolation('malformed', 'the message is empty');
  if (bytes.byteLength > maximumContractEventBytes) {
    throw new ContractViolation(
      'oversized',
      `the message has ${bytes.byteLength} bytes; a contract event has at most ${maximumContractEventBytes}`,
    );
  }
  let parsed: unknown;
  try {
    parsed = JSON.parse(utf8.decode(bytes));
  } catch {
    throw new ContractViolation('malformed', 'the message is not JSON in UTF-8');
  }
  return validateContractEvent(parsed);
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Names the place and the rule, never the value. */
function why(errors: ErrorObject[] | null | undefined): string {
  const error = errors?.[0];
  if (!error) return 'no reason given';
  const place = error.instancePath === '' ? '' : `${error.instancePath.slice(1)} `;
  return `${place}${error.message ?? error.keyword}`;
}
