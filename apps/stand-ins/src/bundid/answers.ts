import {
  attributesOf,
  bPK2,
  encryptAssertion,
  failureResponse,
  newId,
  plainAttributesOf,
  responseParts,
  sign,
  successResponse,
  type Attribute,
  type Failure,
  type RequestFault,
  type SignedIn,
} from '#saml-provider';
import { characters, type ProviderSettings } from './settings';
import type { PendingRequest } from './sign-ins';

/** To whom an answer goes. */
export interface Asker {
  readonly entityId: string;
  readonly consumerUrl: string;
  readonly requestId: string;
  readonly statusDetail: boolean;
}

/** What a person can let happen instead of signing in. */
export const endings = ['cancel', 'level-not-reached', 'fail'] as const;
export type Ending = (typeof endings)[number];

const failures: Readonly<Record<Ending | 'attribute-missing', Failure>> = {
  cancel: { status: 'Requester', reason: 'AuthnFailed', message: 'The person cancelled the sign-in.' },
  'level-not-reached': {
    status: 'Requester',
    reason: 'NoAuthnContext',
    message: 'The requested level of assurance was not reached.',
  },
  fail: { status: 'Responder', message: 'The sign-in failed for technical reasons.' },
  'attribute-missing': {
    status: 'Requester',
    reason: 'RequestDenied',
    message: 'A required attribute is missing.',
  },
};

/** The answer to a request that ended without a sign-in. */
export function endingResponse(
  settings: ProviderSettings,
  asker: Asker,
  ending: keyof typeof failures,
): string {
  return failure(settings, asker, failures[ending], ending);
}

/** The answer to a request that BundID refuses. */
export function refusal(settings: ProviderSettings, asker: Asker, fault: RequestFault): string {
  return failure(settings, asker, { status: 'Requester', reason: 'RequestDenied', message: fault }, fault);
}

function failure(
  { name, key }: ProviderSettings,
  { consumerUrl, requestId, statusDetail }: Asker,
  what: Failure,
  errorCode: string,
): string {
  const parts = {
    id: newId(),
    issuer: characters[name].entityId,
    destination: consumerUrl,
    inResponseTo: requestId,
    issuedAt: new Date(),
  };
  const detail = statusDetail && { detail: { errorCode, errorMessage: what.message } };
  return sign(failureResponse(parts, { ...what, ...detail }), 'response', key);
}

/**
 * The answer to a request: who signed in, signed and then encrypted; or that a required attribute is missing.
 * @param omitted OIDs of attributes that are left out
 */
export async function signInResponse(
  settings: ProviderSettings,
  pending: PendingRequest,
  signedIn: SignedIn,
  omitted: readonly string[],
): Promise<string> {
  const { entityId, dialect, nameIdFormat } = characters[settings.name];
  const { request, serviceProvider } = pending;
  const attributes = told(
    pending,
    dialect === 'akdb' ? attributesOf(signedIn, serviceProvider.entityId) : plainAttributesOf(signedIn),
    omitted,
  );
  if (!attributes) return endingResponse(settings, askerOf(pending), 'attribute-missing');
  const parts = responseParts(
    {
      issuer: entityId,
      audience: serviceProvider.entityId,
      destination: request.consumerUrl,
      inResponseTo: request.id,
      // Without an attribute that names the person, the name of the subject does, and stays the same.
      ...(dialect === 'plain' && {
        nameIdFormat,
        nameId: bPK2(signedIn.person, serviceProvider.entityId),
      }),
    },
    signedIn.level,
    attributes,
  );
  const signed = sign(successResponse(parts), 'assertion', settings.key);
  return encryptAssertion(signed, serviceProvider.encryptionCertificates[0] ?? '');
}

/** Only what was asked for comes back. @returns undefined where something required is not there */
function told(
  { request: { attributes: requested } }: PendingRequest,
  all: readonly Attribute[],
  omitted: readonly string[],
): readonly Attribute[] | undefined {
  const left = all.filter(({ name }) => !omitted.includes(name));
  if (!requested) return left;
  const isMissing = requested.some(
    ({ name, required }) => required && !left.some((one) => one.name === name),
  );
  return isMissing ? undefined : left.filter(({ name }) => requested.some((one) => one.name === name));
}

export function askerOf({ request, serviceProvider }: PendingRequest): Asker {
  const { id: requestId, consumerUrl, statusDetail } = request;
  return { entityId: serviceProvider.entityId, consumerUrl, requestId, statusDetail };
}
