import { NoInput } from '#commands';
import { isOnItsWay } from '../domain/notice';
import { command, decided, staff } from './command';
import { lastNotice } from './notices';

/**
 * Closes a case (z. d. A.) once nothing is left to be done for the announcement of its notice: the person has retrieved it, or
 * the day of announcement is fixed (law 1). That day may lie ahead; closing does not move it.
 */
export const close = command({
  name: 'close',
  summary: 'Closes the case once the announcement of its notice is certain',
  roles: staff,
  transitions: [{ from: [...decided, 'notice-available'], to: ['closed'] }],
  input: NoInput,
  prepare: () => ({}),

  isOffered(application) {
    const notice = lastNotice(application);
    return notice !== undefined && isOnItsWay(notice);
  },
  isSoAlready: ({ status }) => status === 'closed',

  decide(application, _, refuse) {
    const notice = lastNotice(application);
    if (notice === undefined) throw new Error('a decided case has a notice');
    if (isOnItsWay(notice)) return [{ type: 'CaseClosed', data: {} }];
    if (notice.delivery === 'post' || notice.provisionEnded !== undefined) throw refuse('notice-not-posted');
    throw refuse(notice.noticeId === undefined ? 'notice-not-provided' : 'notice-not-announced');
  },

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
    'notice-not-announced': {
      status: 409,
      title: { de: 'Der Bescheid ist noch nicht bekannt gegeben.', en: 'The notice is not announced yet.' },
      detail: {
        de: 'Die Person hat ihn noch nicht abgerufen. Geschieht das nicht rechtzeitig, geht er zur Post; Sie können ihn auch schon jetzt zur Post geben (record-posting).',
        en: 'The person has not retrieved it yet. If that does not happen in time, it goes to post; you may also post it now (record-posting).',
      },
    },
    'notice-not-posted': {
      status: 409,
      title: {
        de: 'Der Bescheid ist noch nicht zur Post gegeben.',
        en: 'The notice has not been given to the post yet.',
      },
      detail: {
        de: 'Bitte verzeichnen Sie den Tag der Aufgabe zur Post (record-posting).',
        en: 'Please record the day on which it was posted (record-posting).',
      },
    },
  },

  history: { CaseClosed: { says: { de: 'Vorgang abgeschlossen', en: 'Case closed' } } },
});
