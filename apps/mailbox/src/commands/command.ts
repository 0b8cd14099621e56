import type { Acting, RoutedCommand } from '#commands';
import type { Refusal } from '#event-sourcing/decider';
import type { ProblemKind } from '#http';
import type { OpenThread, Party, Thread, ThreadEvent } from '../domain/thread';
import type { Facts } from './facts';

/** From which side a command comes and when: arguments, never read from a clock or a session. */
export interface Circumstances {
  /** `case` is the application service, of whose events a thread learns. */
  readonly side: Party | 'case';
  /** UTC, ISO 8601 with microseconds. */
  readonly at: string;
}

/** What a command is made of before it is decided. */
export interface Asked<Input> {
  readonly input: Input;
  readonly acting: Acting;
  readonly applicationId: string;
  /** As it stands; only what follows a case may meet none. */
  readonly thread: OpenThread;
  readonly facts: Facts;
}

export type Refuse<Code extends string> = (
  code: Code,
  details?: Readonly<Record<string, unknown>>,
) => Refusal;

/**
 * A command of a thread, whole: what it is called, who may give it, what it is made of, what follows from it and what is
 * answered. Routes and OpenAPI document are derived from the list of commands (`index.ts`).
 */
export interface CommandDefinition<
  Name extends string = string,
  Input extends object = object,
  Given extends object = object,
  State extends Thread = Thread,
  Code extends string = string,
> extends Omit<RoutedCommand, 'input'> {
  readonly name: Name;
  readonly sides: readonly Circumstances['side'][];
  readonly input: new () => Input;
  /** It has a route of its own, or none. */
  readonly ownRoute?: true;
  /** Fetches the facts and seals what was written. */
  prepare(asked: Asked<Input>): Given | Promise<Given>;
  /** What follows; nothing where it is so already. What follows a case may meet no thread. @throws Refusal */
  decide(thread: State, command: Given & Circumstances, refuse: Refuse<Code>): readonly ThreadEvent[];
  /** The body of the answer, kept for a repeated request; without personal data. Default: an empty object. */
  answers?(command: Given): object;
  /** Its own refusals in words; the slug is the key. */
  readonly refusals?: Readonly<Record<Code, ProblemKind>>;
}

/** Declares a command upon an open thread; the types follow from what is written. */
export function command<
  const Name extends string,
  Input extends object,
  Given extends object,
  const Code extends string,
>(
  definition: CommandDefinition<Name, Input, Given, OpenThread, Code>,
): CommandDefinition<Name, Input, Given, OpenThread, Code> {
  return definition;
}
