import { Refusal, type Decider } from '#event-sourcing/decider';
import { evolve, type OpenedPayment, type Payment, type PaymentEvent } from '../domain/payment';
import type { CommandDefinition, GivingRole } from './command';
import { commands, definitionOf, type CommandName, type PaymentCommand } from './index';

/**
 * The payment of one order. Every command of every party goes through here, and what is paid, owed and given back is the fold of what
 * comes out.
 * @throws Refusal `role-missing`, `payment-unknown`, and those of the commands, with `allowed`.
 */
export const paymentDecider: Decider<Payment, PaymentCommand, PaymentEvent> = {
  initialState: { status: 'none' },

  decide(command, payment) {
    const definition = definitionOf(command.type);
    const { role } = command.by;
    const allowed = payment.status === 'none' ? [] : allowedCommands(payment, role);
    const refuse = (code: string, details: Readonly<Record<string, unknown>> = {}) =>
      new Refusal(code, { allowed, ...details });
    if (!definition.roles.includes(role)) throw refuse('role-missing');
    if (payment.status === 'none' && command.type !== 'request') throw refuse('payment-unknown');
    return definition.decide(payment, command, refuse);
  },

  evolve,
};

/** The commands that a person in a role may give upon a payment as it stands, in the order of the list. */
export function allowedCommands(payment: OpenedPayment, role: GivingRole): readonly CommandName[] {
  return commands
    .filter(
      ({ roles, isOffered }: CommandDefinition) =>
        role !== 'service' && roles.includes(role) && isOffered?.(payment) !== false,
    )
    .map(({ name }) => name);
}
