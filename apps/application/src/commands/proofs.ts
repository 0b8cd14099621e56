import type { RequiredDocument, Service } from '#configuration';
import type { LevelOfAssurance } from '../domain/application';

/** Key of the signed copy of an application, which no service asks for by itself. */
export const signedCopy = 'unterschriebener-antrag';

const signedCopyProof: RequiredDocument = {
  key: signedCopy,
  title: {
    de: 'Ausdruck des Antrags mit Ihrer Unterschrift',
    en: 'Print of the application with your signature',
  },
  required: true,
  later: true,
};

/** What of a service says which proofs it asks for. */
type Asking = Pick<Service, 'documents' | 'signatureOnPaper'>;

/**
 * Whether an application has to be signed on paper: where its service says so, unless who submitted had proven their identity on
 * level `high` (R3, D15b; VwVfG § 3a(3), law 3).
 */
export function isSignedOnPaper({ signatureOnPaper = false }: Asking, level: LevelOfAssurance): boolean {
  return signatureOnPaper && level !== 'high';
}

/** The proofs that a service asks for of who submits on this level. */
export function proofsOf(service: Asking, level: LevelOfAssurance): readonly RequiredDocument[] {
  return isSignedOnPaper(service, level) ? [...service.documents, signedCopyProof] : service.documents;
}
