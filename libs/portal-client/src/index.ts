export { Browser, UnexpectedAnswer, type Answer, type Asked, type FormValues } from './browser';
export { PaymentProvider, takenCents, type ProviderTransaction } from './payment-provider';
export { carried, signInAtProvider, type ProviderChoice } from './provider-sign-in';
export type {
  BegunPayment,
  Items,
  ListedCase,
  ListedPayment,
  Mail,
  MailboxEntry,
  SeenCase,
  ThreadItem,
  Versioned,
} from './answers';
export { Citizen, mailsTo, Person, Staff, waitFor } from './people';
export { solveProofOfWork } from './proof-of-work';
export { readRunFile, type RunFile } from './run-file';
export { birthCertificate, dogRegistration } from './sample-forms';
