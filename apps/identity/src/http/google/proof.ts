import type { Proof } from '../../domain/proof';
import { normalisedAddress } from '../email-link/address';
import type { Claims } from '../oidc/open-id-provider';

/** The claims that are needed; what else a provider tells is not taken. */
export const wantedClaims = ['email', 'email_verified'] as const;

/**
 * What an OpenID Connect provider for everybody proves: that it is the same account there as before, not who it is; an address that
 * it says is confirmed is taken over as the person's word (R10b). The account is found by issuer and subject: an address passes from one owner to the next.
 */
export function provenBy(claims: Claims, language: 'de' | 'en'): Proof {
  const { iss, sub, email } = claims;
  const isConfirmed = claims['email_verified'] === true || claims['email_verified'] === 'true';
  const address = isConfirmed && typeof email === 'string' ? normalisedAddress(email) : undefined;
  return {
    kind: 'citizen',
    knownBy: { purpose: 'openid-subject', value: `${iss} ${sub}` },
    profile: {
      language,
      attributes: address === undefined ? {} : { email: { value: address, source: 'self' } },
    },
    method: 'google',
    means: 'openid',
    levelOfAssurance: 'none',
    roles: ['citizen'],
    offices: [],
  };
}
