export { Browser, UnexpectedAnswer, type Answer, type Asked, type FormValues } from './browser';
export { carried, signInAtProvider, type ProviderChoice } from './provider-sign-in';
export type { Items, ListedCase, Mail, MailboxEntry, SeenCase, ThreadItem, Versioned } from './answers';
export { Citizen, mailsTo, Person, Staff, waitFor } from './people';
export { solveProofOfWork } from './proof-of-work';
export { readRunFile, type RunFile } from './run-file';
export { dogRegistration } from './sample-forms';
