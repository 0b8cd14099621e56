import type { Acting, RoutedCommand } from '#commands';
import type { Refusal } from '#event-sourcing/decider';
import type { LocalText, ProblemKind } from '#http';
import type {
  EventOf,
  Instant,
  OpenedPayment,
  Payment,
  PaymentEvent,
  PaymentEventType,
} from '../domain/payment';
import type { Facts } from './facts';

/** In which role somebody gives a command. Auditors change nothing. */
export type GivingRole = Exclude<Acting['role'], 'auditor'>;

/** Who gives a command and when: arguments, never read from a clock or a session. */
export interface Circumstances {
  readonly by: { readonly personId: string; readonly role: GivingRole };
  readonly at: Instant;
}

/** What a command is made of before it is decided. */
export interface Asked<Input> {
  readonly input: Input;
  readonly acting: Acting;
  readonly paymentId: string;
  /** As it stands; only `request` may meet none. */
  readonly payment: OpenedPayment;
  readonly facts: Facts;
  readonly at: Instant;
}

export type Refuse<Code extends string> = (
  code: Code,
  details?: Readonly<Record<string, unknown>>,
) => Refusal;

/** How the history of a payment shows one type of event. */
export interface HistoryLine<Type extends PaymentEventType = PaymentEventType> {
  readonly says: LocalText;
  /** Codes, amounts and times of the entry, for everybody. */
  facts?(data: EventOf<Type>['data']): object;
  /** An inner matter of the city, of which the citizen's history says nothing. */
  readonly onlyForStaff?: true;
}

/** How the history shows events, by type. */
export type HistoryLines = { readonly [Type in PaymentEventType]?: HistoryLine<Type> };

/**
 * A command of a payment, whole: what it is called, who may give it, what it is made of, what follows from it, what the history says
 * of that, and in which words it is refused. Routes, OpenAPI document, allowed actions and history are derived from the list of
 * commands (`index.ts`).
 */
export interface CommandDefinition<
  Name extends string = string,
  Input extends object = object,
  Given extends object = object,
  State extends Payment = Payment,
  Code extends string = string,
  Lines extends HistoryLines = HistoryLines,
> extends Omit<RoutedCommand, 'input'> {
  readonly name: Name;
  readonly roles: readonly GivingRole[];
  readonly input: new () => Input;
  /** It has a route of its own, or none: the service gives it by itself. */
  readonly ownRoute?: true;
  /** Fetches the facts and seals what was written. @throws Problem `invalid-input` for what no state would make valid. */
  prepare(asked: Asked<Input>): Given | Promise<Given>;
  /** Whether it makes sense as the payment stands: what is not offered is refused all the same by `decide`. */
  isOffered?(payment: OpenedPayment): boolean;
  /** What follows; nothing where it is so already. `request` alone may meet no payment. @throws Refusal */
  decide(payment: State, command: Given & Circumstances, refuse: Refuse<Code>): readonly PaymentEvent[];
  /** The body of the answer, kept for a repeated request; without personal data. Default: an empty object. */
  answers?(command: Given, payment: OpenedPayment): object;
  /** Its own refusals in words; the slug is the key. */
  readonly refusals?: Readonly<Record<Code, ProblemKind>>;
  /** The events that this command brought into the world, as the history shows them. */
  readonly history: Lines;
}

/** Declares a command upon a payment; the types follow from what is written. */
export function command<
  const Name extends string,
  Input extends object,
  Given extends object,
  const Code extends string,
  const Lines extends HistoryLines,
>(
  definition: CommandDefinition<Name, Input, Given, OpenedPayment, Code, Lines>,
): CommandDefinition<Name, Input, Given, OpenedPayment, Code, Lines> {
  return definition;
}
