import { meansInWords, methodNames, type LocalizedText, type Means, type OfferedMeans } from '#configuration';
import type { ProblemKind } from '#http';
import type { EidProof } from '../domain/application';

/** Which declaration is meant: of which application, and exactly what. */
export interface DeclarationName {
  readonly applicationId: string;
  readonly serviceKey: string;
  readonly declarationHash: string;
}

/** What identity knows of somebody's proofs for a declaration. */
export interface KnownProof {
  /** The fresh one for exactly this declaration. */
  readonly proof?: EidProof;
  /** There is a fresh one for the same application as it stood before. */
  readonly ofOtherDeclaration: boolean;
}

/** Where the proof for one declaration is made. */
export interface ProofWay {
  /** The way in, e.g. `bundid`. */
  readonly method: string;
  /** What can be used there. */
  readonly means: readonly Means[];
  /**
   * Where it begins; add `returnTo`.
   * @format uri-reference
   */
  readonly start: string;
}

/** Where somebody proves who they are for this declaration, in the order of the city. */
export function proofWays(
  offered: readonly OfferedMeans[],
  { applicationId, serviceKey, declarationHash }: DeclarationName,
): readonly ProofWay[] {
  return [...new Set(offered.map(({ method }) => method))].map((method) => {
    const query = new URLSearchParams({
      purpose: 'declaration',
      application: applicationId,
      hash: declarationHash,
      service: serviceKey,
      level: 'high',
    });
    const means = offered.flatMap((one) => (one.method === method && one.means ? [one.means] : []));
    return { method, means, start: `/api/sign-in/${method}/start?${query.toString()}` };
  });
}

/** Whether a proof is one that the service takes: of level high, made where and with what it names. */
export function suffices(proof: EidProof | undefined, ways: readonly ProofWay[]): proof is EidProof {
  if (proof?.levelOfAssurance !== 'high') return false;
  const { method, means } = proof;
  return ways.some((way) => way.method === method && (means === undefined || way.means.includes(means)));
}

/** E.g. `Online-Ausweis (BundID)`. */
export function proofInWords({ method, means }: EidProof, language: 'de' | 'en'): string {
  const names: Readonly<Record<string, LocalizedText>> = methodNames;
  const way = names[method]?.[language] ?? method;
  return means === undefined ? way : `${meansInWords([means])[language]} (${way})`;
}

/** What is said where the proof is missing; the ways stand in `ways`. */
export const eidRefusals = {
  'eid-proof-required': {
    status: 409,
    title: {
      de: 'Bitte weisen Sie sich für diesen Antrag aus.',
      en: 'Please identify yourself for this application.',
    },
    detail: {
      de: 'Dieser Antrag wird mit einem Nachweis Ihrer Identität gestellt, der für ihn allein und höchstens eine Viertelstunde vorher gemacht wird. Wo, steht in „ways“. Ihr Entwurf bleibt erhalten.',
      en: 'This application is filed with a proof of your identity that is made for it alone, no more than a quarter of an hour before. “ways” says where. Your draft is kept.',
    },
  },
  'eid-proof-for-other-declaration': {
    status: 409,
    title: {
      de: 'Ihre Angaben haben sich geändert, seit Sie sich ausgewiesen haben.',
      en: 'Your entries have changed since you identified yourself.',
    },
    detail: {
      de: 'Der Nachweis gilt für genau das, was Sie erklärt haben. Bitte weisen Sie sich für die jetzigen Angaben noch einmal aus. Wo, steht in „ways“. Ihr Entwurf bleibt erhalten.',
      en: 'The proof is valid for exactly what you declared. Please identify yourself once more for the entries as they are now. “ways” says where. Your draft is kept.',
    },
  },
} as const satisfies Record<string, ProblemKind>;
