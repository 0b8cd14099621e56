import { hash } from 'node:crypto';
import {
  dataSchemaUrn,
  type ActorRole,
  type ContractData,
  type ContractEvent,
  type ContractEventType,
} from './events';

/** What a contract event takes from a stored event: structural, because contracts know none of our other libraries. */
export interface StoredEvent {
  readonly tenant: string;
  readonly streamId: string;
  readonly streamType: string;
  readonly version: number;
  readonly type: string;
  readonly metadata: {
    readonly actor: { readonly personId: string; readonly role: ActorRole; readonly actingFor?: string };
    readonly correlationId: string;
    readonly causationId: string;
  };
  /** UTC, ISO 8601 with microseconds. */
  readonly recordedAt: string;
  readonly hash: string;
  readonly previousHash: string;
}

/**
 * The contract event of a stored event. Id, order and hash come from the log, so sending it twice sends the same event.
 * The relay checks it against its schema before it leaves.
 * @typeParam Type every type that the service stores, e.g. `application.${ApplicationEvent['type']}`: one without a contract does
 *   not compile.
 * @param service the publishing service, e.g. `application`; the type becomes `<service>.<stored type>`.
 */
export function contractEvent<Type extends ContractEventType = ContractEventType>(
  recorded: StoredEvent,
  service: string,
  data: ContractData<Type>,
): ContractEvent {
  const type = `${service}.${recorded.type}`;
  const { actor, correlationId, causationId } = recorded.metadata;
  const event = {
    specversion: '1.0',
    id: `${recorded.streamId}/${recorded.version}`,
    source: `urn:serviceportal:${service}`,
    type,
    subject: recorded.streamId,
    time: recorded.recordedAt,
    datacontenttype: 'application/json',
    dataschema: dataSchemaUrn(type),
    tenant: recorded.tenant,
    streamtype: recorded.streamType,
    streamversion: recorded.version,
    streamhash: recorded.hash,
    previoushash: recorded.previousHash,
    correlationid: correlationId,
    causationid: causationId,
    actorid: actor.personId,
    actorrole: actor.role,
    ...(actor.actingFor === undefined ? {} : { actingfor: actor.actingFor }),
    data,
  };
  return event as ContractEvent;
}

/** SHA-256 over the JSON of a contract event, as it was told, lower-case hex. */
export function toldDigest(json: string): string {
  return hash('sha256', json, 'hex');
}
