import { Injectable } from '@nestjs/common';
import { pathOnThisSite } from '../../domain/return-to';
import { StaffProvider } from './providers';
import type { AttemptContent } from '../../sign-in-attempts';
import { Sites } from '../../sites';
import { OpenIdSignIns, type Departure, type OpenIdAnswer, type OpenIdWay } from './open-id-sign-ins';
import { provenBy, wantedClaims, type StaffedCity } from './staff-proof';

/** How long ago somebody may have proven to the directory who they are when they are asked anew, in seconds. */
const anewSeconds = 60;
/** The same at an ordinary sign-in where the city asks anew before decisions, so that the directory says when it was: a working day. */
const workingDaySeconds = 12 * 60 * 60;

/** Signs the staff in through the city's own directory; who may do what is told by the directory, never by us. */
@Injectable()
export class StaffSignIn {
  constructor(
    private readonly provider: StaffProvider,
    private readonly signIns: OpenIdSignIns,
    private readonly sites: Sites,
  ) {}

  /**
   * Begins a sign-in, or asks anew who somebody is.
   * @throws Problem `staff-sign-in-unavailable`
   */
  start(
    tenant: string,
    { purpose, returnTo }: Pick<AttemptContent, 'purpose'> & { readonly returnTo: string | undefined },
  ): Promise<Departure> {
    const asksAnew = this.sites.staff(tenant).reauthenticateForDecisions !== undefined;
    const maxAge = purpose.kind === 'sign-in' ? (asksAnew ? workingDaySeconds : undefined) : anewSeconds;
    const content = { purpose, returnTo: pathOnThisSite(returnTo), language: 'de' } as const;
    return this.signIns.begin(this.way(tenant), content, { scope: 'openid profile email', maxAge });
  }

  /** Keeps what the provider answered. @returns id of the attempt. @throws Problem `sign-in-attempt-lost` */
  answer(tenant: string, came: Omit<OpenIdAnswer, 'wanted' | 'prove'>): Promise<string> {
    const city: StaffedCity = {
      key: tenant,
      offices: this.sites.offices(tenant),
      staff: this.sites.staff(tenant),
    };
    const wanted = wantedClaims(city);
    return this.signIns.answer(this.way(tenant), {
      ...{ ...came, wanted },
      prove: (claims) => provenBy(claims, city),
    });
  }

  /** Where the browser may go to end the session at the provider too; undefined when that is not possible now. */
  async endSessionUrl(tenant: string): Promise<string | undefined> {
    return this.provider.endSessionUrl(`${this.sites.origin(tenant, 'backoffice')}/`).catch(() => undefined);
  }

  private way(tenant: string): OpenIdWay {
    const redirectUri = `${this.sites.origin(tenant, 'backoffice')}/api/sign-in/oidc/callback`;
    return { tenant, method: 'oidc', provider: this.provider, redirectUri };
  }
}
