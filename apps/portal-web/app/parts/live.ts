import { liveUpdates } from '#pages';

/** The streams of the services that concern what a person sees. */
export const { useChanges, useLive, useSessionEnd } = liveUpdates({
  applications: '/api/events',
  mailbox: '/api/mailbox/events',
  payments: '/api/payments/events',
});
