import { NoInput } from '#commands';
import { command } from './command';

/** A payment that came after the end has revived its application: the order is owed, and paid. */
export const reopen = command({
  name: 'reopen',
  summary: 'Makes an order that had died owed again, because its application was revived',
  roles: ['service'],
  input: NoInput,
  ownRoute: true,
  prepare: () => ({}),
  decide: ({ ended }) => (ended === undefined ? [] : [{ type: 'PaymentReopened', data: {} }]),
  history: {
    PaymentReopened: { says: { de: 'Die Zahlung zählt wieder', en: 'The payment counts again' } },
  },
});
