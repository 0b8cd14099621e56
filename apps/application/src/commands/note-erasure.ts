import { NoInput } from '#commands';
import { isFiled } from '../domain/application';
import { command, submitted } from './command';

/**
 * Notes that the account of the applicant is erased (law 12). The case goes on and is kept (law 5, 9); but nobody reads the mailbox
 * any more, and notices go by post.
 */
export const noteErasure = command({
  name: 'note-erasure',
  summary: 'Notes that the account of the applicant is erased',
  roles: ['service'],
  transitions: [{ from: [...submitted, 'expired'], to: ['unchanged'] }],
  input: NoInput,
  prepare: () => ({}),

  isSoAlready: (application) => application.applicantErased === true || !isFiled(application),

  /** It follows from what the person did elsewhere, and from nothing else. */
  isOffered: () => false,

  decide: () => [{ type: 'ApplicantErased', data: {} }],

  history: {
    ApplicantErased: {
      says: {
        de: 'Gelöschte Person: Das Konto der antragstellenden Person wurde auf ihren Wunsch gelöscht; sie liest hier nichts mehr',
        en: 'Erased person: the account of the applicant was erased at their wish; they read nothing here any more',
      },
    },
  },
});
