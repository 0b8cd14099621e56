import { Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { Problem } from '#http';
import { GiveAccountCommand, type NewlySignedIn } from '../../account.handler';
import { Secrets } from '../../secrets';
import { pathOnThisSite } from '../../domain/return-to';
import { Sites } from '../../sites';
import { provenBy } from './proof';
import { StaffProvider, type SignInAttempt } from './provider';

const callbackPath = '/api/sign-in/oidc/callback';

/** Signs the staff in through the city's own directory; who may do what is told by the directory, never by us. */
@Injectable()
export class StaffSignIn {
  constructor(
    private readonly provider: StaffProvider,
    private readonly secrets: Secrets,
    private readonly sites: Sites,
    private readonly commands: CommandBus,
  ) {}

  /** Where the browser goes, and the sealed attempt that it brings back in a cookie. */
  async start(tenant: string, returnTo: string | undefined): Promise<{ url: URL; attempt: string }> {
    const { url, attempt } = await this.provider.start(this.callback(tenant), pathOnThisSite(returnTo));
    return { url, attempt: (await this.secrets.ofCity(tenant)).sealAttempt(attempt, 'staff') };
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
    if (claims['tenant'] !== tenant) throw new Problem('not-staff-here');
    const proof = provenBy(claims, this.sites.offices(tenant));
    const signIn = { type: 'sign-in', proof, formerSession } as const;
    const session = await this.commands.execute(new GiveAccountCommand(tenant, signIn));
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
      return (await this.secrets.ofCity(tenant)).openAttempt<SignInAttempt>(sealed ?? '', 'staff');
    } catch (error) {
      throw new Problem('sign-in-attempt-lost', {}, { cause: error });
    }
  }
}
