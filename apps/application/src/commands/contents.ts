import { createHash } from 'node:crypto';
import type { DataKeys, Sealed, Sealer } from '#encryption';
import { canonicalJson, evaluateForm, type Form, type JsonObject } from '#forms';
import type { Ciphertext, LevelOfAssurance } from '../domain/application';
import type { Representation } from '../domain/representation';
import { withOfficialData, type OfficialField } from './official-data';

/** What people write into a case file, by the place where it stands: the plain side of every `Ciphertext` of the events. */
export interface Contents {
  form: Readonly<Record<string, unknown>>;
  identity: IdentitySnapshot;
  concerned: Concerned;
  'document-request': DocumentRequest;
  documents: SuppliedDocuments;
  'document-name': { readonly name: string };
  notice: NoticeText;
  correction: { readonly text: string };
  reason: { readonly text: string };
  note: { readonly text: string };
  contact: { readonly text: string };
  task: TaskText;
  answer: { readonly text: string };
  transmission: Transmission;
}

/** Who submitted, as they stood then (law 10): a later change of the profile does not reach it. */
export interface IdentitySnapshot {
  readonly personId: string;
  readonly levelOfAssurance: LevelOfAssurance;
  /** In which the person is written to; absent in what the former version recorded. */
  readonly language?: 'de' | 'en';
  /** Profile fields as identity gave them at that moment. */
  readonly profile: Readonly<Record<string, unknown>>;
  /** The person on whose behalf it was submitted, under a mandate (law 7). */
  readonly represented?: {
    readonly personId: string;
    readonly profile: Readonly<Record<string, unknown>>;
  };
}

/** For whom somebody acts who has no account here: a person, or a company. */
export interface Concerned {
  readonly givenName?: string;
  readonly familyName?: string;
  /** @format date */
  readonly dateOfBirth?: string;
  readonly organisation?: string;
}

/** What the applicant is asked for. */
export interface DocumentRequest {
  readonly text: string;
  /** Names of the documents that are missing. */
  readonly documents: readonly string[];
  /** @format date */
  readonly dueOn?: string;
}

/** What the applicant has handed in. */
export interface SuppliedDocuments {
  readonly text?: string;
  readonly documents: readonly string[];
}

/** What a notice says. */
export interface NoticeText {
  readonly text: string;
  readonly legalRemedies?: string;
}

/** What is to be done, or is asked; of advice from outside, with whom is asked. */
export interface TaskText {
  readonly text: string;
  readonly recipient?: string;
}

/** To whom outside documents went, and why. */
export interface Transmission {
  readonly recipient: string;
  readonly text: string;
}

/** What is declared: plain, and as it is filed. */
export interface Declaration {
  readonly data: JsonObject;
  readonly form: Ciphertext;
}

/** The content of one application, sealed with its own data key (D11, H5). */
export class CaseContents {
  constructor(private readonly sealer: Sealer) {}

  /** @throws KeyDestroyed when the application was erased. */
  static async of(keys: DataKeys, tenant: string, applicationId: string): Promise<CaseContents> {
    return new CaseContents(await keys.sealerFor(tenant, applicationId));
  }

  seal<Place extends keyof Contents>(place: Place, content: Contents[Place]): Ciphertext {
    return this.sealer.seal(content, place);
  }

  /** @throws SealBroken when the ciphertext was changed or belongs somewhere else. */
  open<Place extends keyof Contents>(place: Place, ciphertext: Ciphertext): Contents[Place] {
    return this.sealer.open<Contents[Place]>(ciphertext as Sealed, place);
  }

  /**
   * What a draft declares: with what is official, after the rules of its form, without what is hidden. Where that changes nothing it
   * is the draft itself; else it is sealed so that what is reviewed and what is filed are one ciphertext, and one hash.
   */
  declare(form: Form, draft: Ciphertext, official: readonly OfficialField[]): Declaration {
    const typed = this.open('form', draft);
    const { data } = evaluateForm(form, withOfficialData(typed, official));
    const isSame = data === typed || canonicalJson(data) === canonicalJson(typed);
    return { data, form: isSame ? draft : this.sealer.sealAlike(data, 'form') };
  }

  /**
   * Seals content, or returns the ciphertext that already holds exactly this: so the decider, which sees ciphertext only,
   * recognises a wish that is already true.
   */
  sealUnlessSame<Place extends keyof Contents>(
    place: Place,
    content: Contents[Place],
    present: Ciphertext | undefined,
  ): Ciphertext {
    if (present !== undefined && canonicalJson(this.open(place, present)) === canonicalJson(content))
      return present;
    return this.seal(place, content);
  }
}

/**
 * Names exactly this declaration: SHA-256 over the application, its configuration version, the sealed form, what is handed in
 * with it, and for whom it is where that is somebody else. Over ciphertext, so that the hash discloses nothing and stays checkable after the content is erased (law 3, law 9).
 * @param documents hashes of the documents, oldest first
 */
export function declarationHash(
  {
    applicationId,
    configurationVersion,
    representation,
  }: {
    readonly applicationId: string;
    readonly configurationVersion: string;
    readonly representation?: Representation | undefined;
  },
  form: Ciphertext,
  documents: readonly string[],
): string {
  const concerned = representation === undefined ? [] : [representation.relation, representation.person];
  return createHash('sha256')
    .update([applicationId, configurationVersion, form, ...documents, ...concerned].join('\n'))
    .digest('hex');
}
