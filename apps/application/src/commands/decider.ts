import { Refusal, type Decider } from '#event-sourcing/decider';
import {
  evolve,
  type Application,
  type ApplicationEvent,
  type ApplicationStatus,
} from '../domain/application';
import type { Circumstances, CommandDefinition } from './command';
import { isParty } from '../domain/visibility';
import { commands, definitionOf, type ApplicationCommand, type CommandName } from './index';

/** The Antrag. Every command of every party goes through here, and the status is the fold of what comes out. */
export const applicationDecider: Decider<Application, ApplicationCommand, ApplicationEvent> = {
  initialState: { status: 'none' },
  decide,
  evolve,
};

/** Which command is allowed in which status for which role, and where it leads: drawn by `npm run docs:states`, served by HTTP. */
export const transitions = commands.flatMap(
  ({ name, roles, transitions }: CommandDefinition & { readonly name: CommandName }) =>
    transitions.map(({ from, to }) => ({ command: name, from, roles, to })),
);

/** The commands that somebody may give upon an application as it stands, in the order of the list. */
export function allowedCommands(application: Application, by: Circumstances['by']): readonly CommandName[] {
  return commands
    .filter((definition: CommandDefinition) => {
      const { roles, isOffered } = definition;
      if (!roles.includes(by.role) || !isFrom(definition, application.status)) return false;
      return isOffered === undefined || isOffered(application as never, by);
    })
    .map(({ name }) => name);
}

/**
 * What follows from a command: the rules that hold for all of them, then its own.
 * @throws Refusal with `allowed`, the commands that who asks may give now.
 */
function decide(command: ApplicationCommand, application: Application): readonly ApplicationEvent[] {
  const definition = definitionOf(command.type);
  const { role } = command.by;
  const refuse = (code: string, details: Readonly<Record<string, unknown>> = {}) =>
    new Refusal(code, { allowed: allowedCommands(application, command.by), ...details });

  if (!definition.roles.includes(role)) throw refuse('role-missing');
  const isBegun = application.status !== 'none';
  if (isBegun && definition.isSoAlready?.(application, command)) return [];
  if (!isFrom(definition, application.status)) {
    const better = isBegun ? definition.whyNotNow?.(application) : undefined;
    throw refuse(better ?? 'not-allowed-now', { command: command.type, status: application.status });
  }
  // Nobody acts as an official in a matter of their own (§ 20 VwVfG, law 7).
  if (isBegun && (role === 'caseworker' || role === 'head-of-office')) {
    const { personId, ownAccounts } = command.by;
    if (isParty(application, [personId, ...(ownAccounts ?? [])]))
      throw refuse('own-application', { allowed: [] });
  }
  return definition.decide(application as never, command, refuse);
}

function isFrom({ transitions }: CommandDefinition, status: ApplicationStatus): boolean {
  return transitions.some(({ from }) => from.includes(status));
}
