import { Refusal, type Decider } from '#event-sourcing/decider';
import { evolve, type Thread, type ThreadEvent } from '../domain/thread';
import { definitionOf, type ThreadCommand } from './index';

/**
 * One thread per application, between the citizen and the responsible office (D9, D20, D21).
 * @throws Refusal `role-missing`, `thread-not-open`, and those of the commands.
 */
export const threadDecider: Decider<Thread, ThreadCommand, ThreadEvent> = {
  initialState: { status: 'none' },

  decide(command, thread) {
    const definition = definitionOf(command.type);
    if (!definition.sides.includes(command.side)) throw new Refusal('role-missing', { allowed: [] });
    if (thread.status === 'none' && command.type !== 'follow-case') throw new Refusal('thread-not-open');
    return definition.decide(thread, command, (code, details) => new Refusal(code, details));
  },

  evolve,
};
