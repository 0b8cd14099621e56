import { NoInput } from '#commands';
import { command, submitted } from './command';

/**
 * Takes over into an account what was filed without one (R10a): by who has proven the same address, or signed in in the same
 * browser. An act of its own, never a consequence of signing in; from then on nobody comes back to it without signing in.
 */
export const claim = command({
  name: 'claim',
  summary: 'Takes over into one’s account what was filed without signing in',
  roles: ['citizen'],
  transitions: [{ from: ['draft', ...submitted], to: ['unchanged'] }],
  input: NoInput,

  /** To everybody else it is as if it did not exist. */
  async reaches({ actingFor, personId }, { withoutSignIn, applicantId }, facts) {
    if (withoutSignIn !== true || actingFor !== undefined) return false;
    return (await facts.claimableGuests(personId)).includes(applicantId);
  },

  async prepare({ acting: { personId, guest }, application: { applicantId }, facts }) {
    if (applicantId !== personId) await facts.claimGuest(applicantId, personId);
    return { stillGuest: guest === true };
  },

  isOffered: () => false,

  isSoAlready: ({ applicantId }, { by }) => applicantId === by.personId,

  decide({ applicantId: formerApplicantId }, { by, stillGuest }) {
    const data = { applicantId: by.personId, formerApplicantId };
    return [{ type: 'ApplicationClaimed', data: { ...data, ...(stillGuest && { withoutSignIn: true }) } }];
  },

  history: {
    ApplicationClaimed: {
      says: { de: 'In ein Konto übernommen', en: 'Taken over into an account' },
    },
  },
});
