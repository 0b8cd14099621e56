import { Injectable } from '@nestjs/common';
import type { Role } from '#auth';
import type { Sealed } from '#encryption';
import { Problem } from '#http';
import { CitySecrets } from '../records/city-secrets';
import { Accounts, type NewlySignedIn } from './accounts';
import { pathOnThisSite } from './return-to';
import { Sites } from './sites';
import { StaffProvider, type SignInAttempt, type StaffClaims } from './staff-provider';

const staffRoles = ['caseworker', 'head-of-office', 'auditor', 'operator'] as const satisfies readonly Role[];
type StaffRole = (typeof staffRoles)[number];

const callbackPath = '/api/sign-in/oidc/callback';
const purpose = 'staff-sign-in';

/** Signs the staff in through the city's own directory; who may do what is told by the directory, never by us. */
@Injectable()
export class StaffSignIn {
  constructor(
    private readonly provider: StaffProvider,
    private readonly secrets: CitySecrets,
    private readonly accounts: Accounts,
    private readonly sites: Sites,
  ) {}

  /** Where the browser goes, and the sealed attempt that it brings back in a cookie. */
  async start(tenant: string, returnTo: string | undefined): Promise<{ url: URL; attempt: string }> {
    const { url, attempt } = await this.provider.start(this.callback(tenant), pathOnThisSite(returnTo));
    return { url, attempt: (await this.secrets.of(tenant)).seal(attempt, purpose) };
  }

  /**
   * Signs in whoever comes back from the provider.
   * @param query what the provider added to the callback address
   * @param sealedAttempt the cookie; without it somebody else's sign-in would become this browser's
   * @param formerSession handle of the session that this browser has now
   * @throws Problem `sign-in-attempt-lost`, `sign-in-cancelled`, `sign-in-failed`, `not-staff-here`, `staff-sign-in-unavailable`
   */
  async finish(
    tenant: string,
    query: string,
    sealedAttempt: string | undefined,
    formerSession: string | undefined,
  ): Promise<NewlySignedIn & { returnTo: string }> {
    const attempt = await this.opened(tenant, sealedAttempt);
    const claims = await this.provider.finish(new URL(`${this.callback(tenant)}${query}`), attempt);
    const roles = listOf(claims['roles']).filter(isStaffRole);
    const [first, ...others] = roles;
    if (claims['tenant'] !== tenant || first === undefined) throw new Problem('not-staff-here');
    const session = await this.accounts.signIn({
      tenant,
      kind: 'staff',
      lookup: (await this.secrets.of(tenant)).fingerprint(`${claims.iss} ${claims.sub}`, 'staff-subject'),
      profile: { language: 'de', attributes: nameOf(claims) },
      formerSession,
      method: 'oidc',
      levelOfAssurance: 'none', // levels are about citizens; what staff may do follows from their roles
      roles: [first, ...others],
      offices: listOf(claims['offices']).filter((office) => this.sites.offices(tenant).includes(office)),
    });
    return { ...session, returnTo: attempt.returnTo };
  }

  /** Where the browser may go to end the session at the provider too; undefined when that is not possible now. */
  async endSessionUrl(tenant: string): Promise<string | undefined> {
    return this.provider.endSessionUrl(`${this.sites.origin(tenant, 'backoffice')}/`).catch(() => undefined);
  }

  private callback(tenant: string): string {
    return this.sites.origin(tenant, 'backoffice') + callbackPath;
  }

  private async opened(tenant: string, sealed: string | undefined): Promise<SignInAttempt> {
    try {
      return (await this.secrets.of(tenant)).open<SignInAttempt>((sealed ?? '') as Sealed, purpose);
    } catch (error) {
      throw new Problem('sign-in-attempt-lost', {}, { cause: error });
    }
  }
}

function isStaffRole(role: string): role is StaffRole {
  return staffRoles.some((known) => known === role);
}

function listOf(claim: unknown): string[] {
  return Array.isArray(claim) ? claim.filter((item) => typeof item === 'string') : [];
}

function nameOf(claims: StaffClaims): { name?: { value: string; source: 'official' } } {
  const name = claims['name'];
  return typeof name === 'string' ? { name: { value: name, source: 'official' } } : {};
}
