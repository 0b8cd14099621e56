import { contractEventTypes, envelope, type ContractEventType } from './events';
import { contractEventSchema } from './schemas';
import { topics, type PublishingService } from './topics';

/** The AsyncAPI 3 document of everything that goes over Kafka, generated from the contracts. */
export function asyncApiDocument(): Readonly<Record<string, unknown>> {
  const services = (Object.keys(topics) as PublishingService[]).filter(
    (service) => typesOf(service).length > 0,
  );
  return {
    asyncapi: '3.0.0',
    info: {
      title: 'Serviceportal contract events',
      version: '1.0.0',
      description:
        'CloudEvents 1.0 in structured JSON mode. Key = stream id, header ce_id = <stream>/<version>, header signature = proof that the service has written the record. Delivered at least once, in order per stream. No event carries personal data or content.',
    },
    defaultContentType: 'application/cloudevents+json',
    channels: Object.fromEntries(
      services.map((service) => [
        service,
        {
          address: topics[service],
          description: `Everything that the ${service} service has recorded.`,
          messages: Object.fromEntries(
            typesOf(service).map((type) => [nameOf(type), { $ref: `#/components/messages/${type}` }]),
          ),
        },
      ]),
    ),
    operations: Object.fromEntries(
      services.map((service) => [
        `publish-${service}`,
        {
          action: 'send',
          channel: { $ref: `#/channels/${service}` },
          summary: `The ${service} service publishes what it has recorded.`,
          messages: typesOf(service).map((type) => ({
            $ref: `#/channels/${service}/messages/${nameOf(type)}`,
          })),
        },
      ]),
    ),
    components: {
      messages: Object.fromEntries(
        contractEventTypes.map((type) => [
          type,
          {
            name: type,
            title: nameOf(type),
            contentType: 'application/cloudevents+json',
            headers: {
              type: 'object',
              properties: { ce_id: envelope.id.schema, signature },
              required: ['ce_id', 'signature'],
            },
            bindings: { kafka: { key: { type: 'string', format: 'uuid', description: 'the stream id' } } },
            payload: contractEventSchema(type),
          },
        ]),
      ),
    },
  };
}

/** As bytes; how they are read stands in `libs/messaging/src/signatures.ts`. */
const signature = {
  type: 'string',
  format: 'binary',
  description:
    'An Ed25519 signature of the publishing service over topic, key and value, with the id of its key, the time of signing, and the path from this record to the Merkle root (RFC 9162) that is signed. A record without it is not believed.',
};

function typesOf(service: PublishingService): ContractEventType[] {
  return contractEventTypes.filter((type) => type.startsWith(`${service}.`));
}

function nameOf(type: ContractEventType): string {
  return type.slice(type.indexOf('.') + 1);
}
