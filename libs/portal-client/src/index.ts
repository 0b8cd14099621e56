export { Browser, UnexpectedAnswer, type Answer, type Asked } from './browser';
export type { Items, ListedCase, Mail, MailboxEntry, SeenCase, ThreadItem, Versioned } from './answers';
export { Citizen, mailsTo, Person, Staff, waitFor } from './people';
export { readRunFile, type RunFile } from './run-file';
export { dogRegistration } from './sample-forms';
