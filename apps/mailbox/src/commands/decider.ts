import { Refusal, type Decider } from '#event-sourcing/decider';
import { evolve, type Thread, type ThreadEvent } from '../domain/thread';
import { definitionOf, type CommandName, type ThreadCommand } from './index';

/** What may be heard before anything else of a case. */
const opening: ReadonlySet<string> = new Set<CommandName>(['follow-case', 'follow-payment']);

/**
 * One thread per application, between the citizen and the responsible office (D9, D20, D21).
 * @throws Refusal `role-missing`, `thread-not-open`, and those of the commands.
 */
export const threadDecider: Decider<Thread, ThreadCommand, ThreadEvent> = {
  initialState: { status: 'none' },

  decide(command, thread) {
    const definition = definitionOf(command.type);
    if (!definition.sides.includes(command.side)) throw new Refusal('role-missing', { allowed: [] });
    if (thread.status === 'none' && !opening.has(command.type)) throw new Refusal('thread-not-open');
    return definition.decide(thread, command, (code, details) => new Refusal(code, details));
  },

  evolve,
};
