import { contracts, dataSchemaUrn, envelope, type ContractEventType } from './events';
import { always, objectSchema, type Fields } from './fields';

/** The JSON Schema (draft 7) of a whole contract event, envelope and data: what is published is what is checked. */
export function contractEventSchema(type: ContractEventType): Readonly<Record<string, unknown>> {
  const ofType = {
    ...envelope,
    type: always(type),
    source: always(sourceOf(type)),
    dataschema: always(dataSchemaUrn(type)),
  };
  return withData(ofType, objectSchema(contracts[type]));
}

/** The JSON Schema of an event of whatever type: all that can be said of the types of a newer release. */
export function anyContractEventSchema(): Readonly<Record<string, unknown>> {
  return withData(envelope, { type: 'object' });
}

/** The `source` of a type: the service that its name begins with. */
export function sourceOf(type: string): string {
  return `urn:serviceportal:${type.slice(0, type.indexOf('.'))}`;
}

function withData(attributes: Fields, data: object): Readonly<Record<string, unknown>> {
  const schema = objectSchema(attributes);
  return {
    ...schema,
    properties: { ...schema.properties, data },
    required: [...schema.required, 'data'],
  };
}
