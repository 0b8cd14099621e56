import type { Acting } from '#commands';
import type { Refusal } from '#event-sourcing/decider';
import type { LocalText, ProblemKind } from '#http';
import type {
  ApplicationEvent,
  ApplicationEventType,
  ApplicationIn,
  ApplicationStatus,
  BegunApplication,
  EventOf,
  Instant,
} from '../domain/application';
import type { Contents } from './contents';
import type { Facts } from './facts';

/** In which role somebody gives a command. Auditors change nothing, and cases are none of the treasury's business. */
export type GivingRole = Exclude<Acting['role'], 'auditor' | 'treasury'>;

/** Who gives a command and when: arguments, never read from a clock or a session. */
export interface Circumstances {
  readonly by: {
    readonly personId: string;
    readonly role: GivingRole;
    readonly actingFor?: string;
    /** Of the staff: the citizens' accounts that are taken to be their own (§ 20 VwVfG); absent for none. */
    readonly ownAccounts?: readonly string[];
    /** Of the staff: the colleagues for whom they stand in today; absent for none. */
    readonly standsInFor?: readonly string[];
  };
  readonly at: Instant;
}

/** Whether what somebody has is their own, or is in their hands because they stand in for them. */
export function isTheirs(personId: string | undefined, by: Circumstances['by']): boolean {
  return personId !== undefined && (personId === by.personId || (by.standsInFor ?? []).includes(personId));
}

/** What a command is made of before it is decided. */
export interface Asked<Input> {
  readonly input: Input;
  readonly acting: Acting;
  readonly applicationId: string;
  /** As it stands; `draft` has none yet. */
  readonly application: BegunApplication;
  readonly facts: Facts;
  readonly at: Instant;
  /** For a command upon the draft's form: the version of the form that the caller saw. */
  readonly expectedDraft?: number;
}

/** Makes the refusal that says why not; the commands that are allowed now go with it. */
export type Refuse<Code extends string> = (
  code: Code,
  details?: Readonly<Record<string, unknown>>,
) => Refusal;

/** How the case history shows one type of event. */
export interface HistoryLine<Type extends ApplicationEventType = ApplicationEventType> {
  /** In words; of some events it depends on what they say. */
  readonly says: LocalText | ((data: EventOf<Type>['data']) => LocalText);
  /** Codes and keys of the entry, for everybody. */
  facts?(data: EventOf<Type>['data']): object;
  /** What was written: in which field it is sealed, as what, and whether the citizen reads it here. */
  readonly content?: {
    readonly in: keyof EventOf<Type>['data'] & string;
    readonly as: keyof Contents;
    readonly forCitizens: boolean;
  };
  /** An inner matter of the office, of which the citizen's history says nothing; of some events it depends on what they say. */
  readonly onlyForStaff?: true | ((data: EventOf<Type>['data']) => boolean);
}

/** How the history shows events, by type. */
export type HistoryLines = { readonly [Type in ApplicationEventType]?: HistoryLine<Type> };

/**
 * A command, whole: what it is called, who may give it and when, what it is made of, what follows from it, what the history
 * says of that, and in which words it is refused. Routes, OpenAPI document, table of transitions, allowed actions, history and
 * problem catalogue are derived from the list of commands (`index.ts`). Without its own types it is any command.
 */
export interface CommandDefinition<
  Name extends string = string,
  Input extends object = object,
  Given extends object = object,
  From extends ApplicationStatus = ApplicationStatus,
  Code extends string = string,
  Lines extends HistoryLines = HistoryLines,
> {
  /** The verb: last part of its path, and what `allowed` says. Never rename it. */
  readonly name: Name;
  /** One line for whoever reads the API. */
  readonly summary: string;
  readonly roles: readonly GivingRole[];
  /** From which statuses to which; `unchanged` is whichever it was. */
  readonly transitions: readonly {
    readonly from: readonly From[];
    readonly to: readonly (ApplicationStatus | 'unchanged')[];
  }[];
  /** What somebody says with it. */
  readonly input: new () => Input;
  /** It has a route of its own (`http/portal.controller.ts`) instead of `POST …/:id/<name>`. */
  readonly ownRoute?: true;
  /** `If-Match` names the version of the draft's form instead of the case's; `prepare` compares it. */
  readonly uponForm?: true;
  /** Whether it exists for somebody who does not see it: for a command upon what is somebody else's. Without it, it does not. */
  reaches?(acting: Acting, application: BegunApplication, facts: Facts): Promise<boolean>;
  /**
   * Fetches the facts and seals what was written. What it returns as `draft` happens to the draft's content (`domain/draft.ts`)
   * in the statement that appends the events.
   * @throws Problem `invalid-input` for what no state would make valid.
   */
  prepare(asked: Asked<Input>): Given | Promise<Given>;
  /** Where its status allows the command and it would be refused all the same to who asks: then it is not offered. */
  isOffered?(application: ApplicationIn<From>, by: Circumstances['by']): boolean;
  /** Whether what is wished is so already: then nothing follows, and nobody is told off. */
  isSoAlready?(application: BegunApplication, command: Given & Circumstances): boolean;
  /** Why not in this status, where something better can be said than that it is not allowed now. */
  whyNotNow?(application: BegunApplication): Code | undefined;
  /** What follows. @throws Refusal */
  decide(
    application: ApplicationIn<From>,
    command: Given & Circumstances,
    refuse: Refuse<Code>,
  ): readonly ApplicationEvent[];
  /** Its own refusals in words; the slug is the key. */
  readonly refusals?: Readonly<Record<Code, ProblemKind>>;
  /** The events that this command brought into the world, as the history shows them. */
  readonly history: Lines;
}

/** Declares a command; the types follow from what is written. */
export function command<
  const Name extends string,
  Input extends object,
  Given extends object,
  const From extends ApplicationStatus,
  // Without refusals of its own it refuses nothing.
  const Code extends string = never,
  const Lines extends HistoryLines = HistoryLines,
>(
  definition: CommandDefinition<Name, Input, Given, From, Code, Lines>,
): CommandDefinition<Name, Input, Given, From, Code, Lines> {
  return definition;
}

/** The statuses in which an office works on a case that is not decided. */
export const underWay = ['filed', 'in-processing', 'action-required'] as const;
/** The statuses of a decision whose notice does not lie in the mailbox yet. */
export const decided = ['decided-granted', 'decided-partly', 'decided-rejected'] as const;
/** Who works on cases. */
export const staff = ['caseworker', 'head-of-office'] as const;
/** The statuses of a case whose history is kept: it was submitted, whatever became of it. */
export const submitted = [
  'submitted',
  ...underWay,
  ...decided,
  'notice-available',
  'withdrawn',
  'closed',
] as const;
