/** Mistakes that somebody could make in the wiring; the model has to find each. */
export const faults = [
  'no poller',
  'no deduplication',
  'refund twice',
  'believe the redirect',
  'forget the due row',
  'give up an attempt whose order has died without looking at the provider',
  'a take-back that does not kill the order',
  'filed as of now',
] as const;
export type Fault = (typeof faults)[number];
