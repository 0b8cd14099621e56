import type { Outcome } from '../../sign-in-attempts';
import type { ResponseStatus } from './response';

/** A provider that says why nobody is signed in. */
export type Failure = Extract<Outcome, { readonly problem: string }>;

/** Whether a provider says that somebody did sign in. */
export const isSuccess = ({ code }: ResponseStatus): boolean => code === 'Success';

/**
 * What a failure means for the person (9): every one has a slug, and words that say what they can do.
 * @param enough what is told to whoever did not reach the level that was asked for
 */
export function failureOf({ code, reason, detail }: ResponseStatus, enough: Failure['members']): Failure {
  // Some put the reason in the place of the code (SAML Core, 3.2.2.2).
  switch (reason ?? (topLevel.includes(code) ? undefined : code)) {
    case 'AuthnFailed':
      return { problem: 'sign-in-cancelled' };
    case 'NoAuthnContext':
      return { problem: 'sign-in-level-not-reached', ...(enough && { members: enough }) };
    case 'RequestDenied':
      // The provider's codes are about our request, and nothing that the person could mend (9.6).
      return detail === undefined || isAboutThePerson(detail)
        ? { problem: 'sign-in-attributes-missing' }
        : { problem: 'sign-in-request-refused' };
    case undefined:
      return { problem: code === 'Responder' ? 'sign-in-provider-failed' : 'sign-in-request-refused' };
    default:
      return { problem: code === 'Responder' ? 'sign-in-provider-failed' : 'sign-in-failed' };
  }
}

/** The codes that say whose fault it is, and no more. */
const topLevel: readonly string[] = ['Requester', 'Responder', 'VersionMismatch'];

const isAboutThePerson = (detail: string): boolean =>
  /required-attribute|attribute-(missing|not)/.test(detail);
