import { defineProblems } from '#http';
import { commandProblems } from './commands';

/** The problems that only the mailbox has: the refusals of its commands; their words stand with them. */
export const mailboxProblems = defineProblems(commandProblems);
