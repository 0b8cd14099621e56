import { NoInput } from '#commands';
import { command, staff } from './command';

/** Closes a case (z. d. A.) once its notice lies in the mailbox: otherwise it would never be announced (law 1). */
export const close = command({
  name: 'close',
  summary: 'Closes the case once its notice is provided',
  roles: staff,
  transitions: [{ from: ['notice-available'], to: ['closed'] }],
  input: NoInput,
  prepare: () => ({}),

  isSoAlready: ({ status }) => status === 'closed',
  whyNotNow: ({ status }) => (status.startsWith('decided-') ? 'notice-not-provided' : undefined),

  decide: () => [{ type: 'CaseClosed', data: {} }],

  refusals: {
    'notice-not-provided': {
      status: 409,
      title: {
        de: 'Der Bescheid ist noch nicht im Postfach bereitgestellt.',
        en: 'The notice is not in the mailbox yet.',
      },
      detail: {
        de: 'Bitte versuchen Sie es in einigen Sekunden wieder.',
        en: 'Please try again in a few seconds.',
      },
    },
  },

  history: { CaseClosed: { says: { de: 'Vorgang abgeschlossen', en: 'Case closed' } } },
});
