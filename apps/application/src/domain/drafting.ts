/** The draft: begun, claimed, for somebody else, and its end where nobody goes on with it. */
import type { Ciphertext } from './ciphertext';
import { broken, matterOf, type FoldOf } from './matter';
import type { Instant } from './notice';
import type { Representation } from './representation';

/** `draft` begins a case: whose matter it is and under which configuration it stands for good. */
export interface ApplicationDrafted {
  readonly type: 'ApplicationDrafted';
  readonly data: {
    /** Reference that people read out on the phone, e.g. `DU-2026-000123-7`. */
    readonly reference: string;
    readonly serviceKey: string;
    /** Content hash of the service's configuration that this application was drafted with. */
    readonly configurationVersion: string;
    readonly office: string;
    /** The person concerned. */
    readonly applicantId: string;
    /** The person who acts for the applicant, recorded apart (law 7). */
    readonly representativeId?: string;
    /** The applicant has no account: nothing finds them but a link to an address (R10a). */
    readonly withoutSignIn?: true;
    /** The empty form and its hash; only in events of before the content of a draft left the stream (`draft.ts`). */
    readonly form?: Ciphertext;
    readonly declarationHash?: string;
  };
}

/** What was begun or filed without an account belongs to one from now on, or to a guest who has proven the same address (R10a). */
export interface ApplicationClaimed {
  readonly type: 'ApplicationClaimed';
  readonly data: {
    readonly applicantId: string;
    readonly formerApplicantId: string;
    readonly withoutSignIn?: true;
  };
}

/** The application is for somebody else than the one who acts, who has declared that they may (law 7, W5). */
export interface RepresentationDeclared {
  readonly type: 'RepresentationDeclared';
  readonly data: Representation & { readonly declaredAt: Instant };
}

/** The form of a draft was changed. Of before the content of a draft left the stream (`draft.ts`): only read, never written. */
export interface FormSaved {
  readonly type: 'FormSaved';
  readonly data: {
    /** The whole form after the change. */
    readonly form: Ciphertext;
    /** SHA-256 over application, configuration version and ciphertext: names exactly this declaration without disclosing it (law 3). */
    readonly declarationHash: string;
  };
}

/** The applicant was told when their draft ends. */
export interface DraftEndAnnounced {
  readonly type: 'DraftEndAnnounced';
  readonly data: { readonly endsAt: Instant };
}

/** Nobody changed the draft for as long as it was kept: it has ended, and its content is gone. */
export interface DraftExpired {
  readonly type: 'DraftExpired';
  readonly data: Readonly<Record<string, never>>;
}

/** What happens to a draft once it was begun. */
export type DraftingEvent =
  ApplicationClaimed | RepresentationDeclared | FormSaved | DraftEndAnnounced | DraftExpired;

/** What each of them makes of an application. */
export const drafting: FoldOf<DraftingEvent> = {
  ApplicationClaimed: (before, { data: { applicantId, withoutSignIn } }) => {
    const { withoutSignIn: _, ...claimed } = before;
    return { ...claimed, applicantId, ...(withoutSignIn && { withoutSignIn }) };
  },
  RepresentationDeclared: (before, event) => {
    if (before.status !== 'draft') throw broken(event, before);
    const { declaredAt: _, ...representation } = event.data;
    return { ...before, representation };
  },
  FormSaved: (before, { data }) => ({ ...before, ...data }),
  DraftEndAnnounced: (before, event) => {
    if (before.status !== 'draft') throw broken(event, before);
    return { ...before, endAnnounced: event.data.endsAt };
  },
  DraftExpired: (before) => ({ ...matterOf(before), status: 'expired' }),
};
