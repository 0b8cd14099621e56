import type { Acting } from '#commands';
import type { LocalizedText, OfferedMeans, OfferState, Office, Service } from '#configuration';
import type { JsonObject } from '#forms';
import type { BegunApplication, Instant } from '../domain/application';
import type { UsedTemplate } from '../domain/notice';
import type { HandedIn } from '../domain/document';
import type { Draft } from '../domain/draft';
import type { CaseContents } from './contents';
import type { DeclarationName, KnownProof } from './eid-proof';
import type { Paper } from '../domain/paper';
import type { KnownProfile } from './known-profile';

/** The end of a mail. */
export type SettledMail = 'failed' | { readonly sentAt: Instant };

/** A service as the city's configuration has it now. */
export interface Offering {
  readonly service: Service;
  /** Whether people can apply for it. */
  readonly state: OfferState;
  /** The office that is responsible now. */
  readonly office: Office;
}

/** What somebody declared in an application that was submitted. */
export interface SubmittedForm {
  readonly serviceKey: string;
  readonly form: JsonObject;
}

/** The ways in that suffice for a service. */
export interface SufficientWaysIn {
  readonly waysIn: readonly OfferedMeans[];
  readonly enough: LocalizedText;
}

/** What commands may ask about the world; the handler answers (`../case-facts.ts`). Each question costs only who asks it. */
export interface Facts {
  /** Seals and opens the content of this case. @throws KeyDestroyed when it was erased. */
  contents(): Promise<CaseContents>;
  /** The content of this draft. @throws VersionConflict when it is one no longer: read the stream again. */
  draft(): Promise<Draft>;
  /** What was handed in for this case, oldest first, whether it is part of the history yet or not. */
  documents(): Promise<readonly HandedIn[]>;
  /**
   * The paper that the portal makes of a case, made and kept now or by an attempt before this one.
   * @throws Problem `temporarily-unavailable` while identity does not answer; Unavailable while the store does not
   */
  paper(application: BegunApplication, paper: Paper): Promise<HandedIn | 'erased'>;
  /** What was declared in another application that somebody may see; undefined where nothing was (yet), or it was erased. */
  submittedForm(acting: Acting, applicationId: string): Promise<SubmittedForm | undefined>;
  /** How many drafts are open in a person's matters. */
  openDrafts(personId: string): Promise<number>;
  /** A service as the city's configuration has it now; undefined where it has none. */
  offering(serviceKey: string, at: Instant): Offering | undefined;
  /** The ways in to the city that suffice for a service (D14), and how people are told of them. */
  waysIn(service: Service): SufficientWaysIn;
  /** The service in the version that the application was drafted with. */
  serviceOf(application: BegunApplication): Promise<Service>;
  /** The next reference of the city's year. A number that is not used leaves a gap. */
  nextReference(at: Instant): Promise<string>;
  /** What identity knows of a person now (law 10). @throws Problem `person-unknown`, `temporarily-unavailable` */
  profile(personId: string): Promise<KnownProfile>;
  /** Who a citizen is, for somebody of the staff; that it was told is recorded. @throws Problem `person-unknown`, `temporarily-unavailable` */
  readPerson(reader: Acting, personId: string, purpose: string): Promise<KnownProfile>;
  /** Enters somebody who has no account; the id by which they are known from now on. @throws Problem `temporarily-unavailable` */
  recordPerson(by: Acting, said: Readonly<Record<string, string>>): Promise<string>;
  /** What identity knows of somebody's fresh proofs for a declaration (law 3). @throws Problem `temporarily-unavailable` */
  eidProof(personId: string, declaration: Omit<DeclarationName, 'serviceKey'>): Promise<KnownProof>;
  /** The ways in by which such a proof can be made for a service in this city. */
  eidMeans(service: Service): readonly OfferedMeans[];
  /** When somebody consented to electronic notices; undefined while no consent stands (law 1). @throws Problem `temporarily-unavailable` */
  consentToElectronicNotices(personId: string): Promise<Instant | undefined>;
  /**
   * What became of the mail to the applicant about an entry of the case file: when it was sent, or that it cannot be.
   * @throws Problem `temporarily-unavailable` while it is on its way, or nobody can tell
   */
  mailAbout(version: number): Promise<SettledMail>;
  /** Whether somebody works for the city. @throws Problem `temporarily-unavailable` */
  isStaff(personId: string): Promise<boolean>;
  /**
   * Whom a decision that this person proposes is put before: who has the case and the heads of its office, or all of the office
   * where it has no other head; nobody whose own case it is. @throws Problem `temporarily-unavailable`
   */
  approversOf(application: BegunApplication, proposedBy: string): Promise<readonly string[]>;
  /** Within how many minutes who decides must have proven who they are; undefined: within the session. */
  reauthenticateForDecisions(): number | undefined;
  /** The citizens' accounts that are taken to be this colleague's own (§ 20 VwVfG). @throws Problem `temporarily-unavailable` */
  ownAccounts(personId: string): Promise<readonly string[]>;
  /** Whose matters, filed without an account, somebody may take over (R10a). @throws Problem `temporarily-unavailable` */
  claimableGuests(personId: string): Promise<readonly string[]>;
  /** From now on nobody comes back as this guest: their matters are somebody's. @throws Problem `not-found`, `temporarily-unavailable` */
  claimGuest(guestId: string, by: string): Promise<void>;
  /** Whether the city has this text template, or had it in this version. */
  isTemplate(template: UsedTemplate): Promise<boolean>;
  /** Keys of the city's offices. */
  offices(): readonly string[];
}
