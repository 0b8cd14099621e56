import type { Broker } from './broker';
import type { KafkaConsumerStrategy } from './kafka-consumer-strategy';
import type { Relay } from './relay';

/** The oldest untold event may be this old, in seconds, before the relay counts as behind. */
const patience = 10;
/** A member whose last heartbeat is older, in ms, is probably no longer one. */
const longestSilence = 15_000;

/** So long joining a group may take, in ms: the session of a member that was killed lasts ten seconds, and then all come anew. */
const usualJoining = 20_000;

/** The parts of `/health/ready` that messaging answers for. Each check throws with the reason when its part is down. */
export class MessagingHealth {
  constructor(
    private readonly broker: Broker,
    private readonly relay: Relay | undefined,
    private readonly consumers: KafkaConsumerStrategy,
  ) {}

  /** `{ broker, relay?, consumers }`, as `HealthModule.forRoot` takes them. */
  parts(): Record<string, () => Promise<unknown>> {
    const { relay } = this;
    return {
      broker: () => this.broker.check([...(relay ? [relay.topic] : []), ...this.consumers.topics]),
      ...(relay && { relay: () => checkRelay(relay) }),
      consumers: async () => this.checkConsumers(),
    };
  }

  private checkConsumers(): unknown {
    const { state } = this.consumers;
    if (state === undefined) return 'none';
    const { joined, partitions, lastHeartbeat, problem, joiningSince } = state;
    // Requests need no consumer: a service that was killed and is back serves while its group still waits for the one it was.
    if (joiningSince && Date.now() - joiningSince.getTime() < usualJoining)
      return { joining: problem, joiningSince };
    if (!joined) throw new Error(`the consumer has not joined its group: ${problem}`);
    if (lastHeartbeat && Date.now() - lastHeartbeat.getTime() > longestSilence) {
      throw new Error(`the consumer has sent no heartbeat since ${lastHeartbeat.toISOString()}`);
    }
    return { partitions, lastHeartbeat };
  }
}

/** A stream that cannot be told is work for an operator, and no reason to take requests away from the service. */
async function checkRelay(relay: Relay): Promise<unknown> {
  const { role, problem } = relay.state;
  if (role === 'waiting' || role === 'stopped') throw new Error(problem ?? `the relay is ${role}`);
  const [lag, held] = [await relay.lag(), await relay.heldStreams()];
  const degraded = held.length > 0 && { degraded: 'streams cannot be told', held: held.slice(0, named) };
  return { role, behind: lag.seconds > patience, lag, ...degraded };
}

/** So many held streams are named; all are counted in a metric. */
const named = 20;
