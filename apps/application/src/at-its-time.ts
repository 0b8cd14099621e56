import type { DueKind } from '#event-sourcing';
import type { CommandName } from './commands';
import type { Application } from './domain/application';

/** What has to happen to an application at a time, and the command that the service then gives by itself (`due.ts`). */
export interface AtItsTime extends DueKind<Application> {
  /** A command of role `service` without input; it decides anew whether there is anything (left) to do. */
  readonly gives: CommandName;
}

/** Everything that happens to an application because time has passed: one line each. */
export const atItsTime: readonly AtItsTime[] = [];
