import { Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { Request, Response } from 'express';
import type { ServiceToken } from '#auth';
import {
  EnterLocalAccount,
  type AskedOfLocalAccount,
  type SignedInLocally,
} from '../../local-account.handler';
import { Sites } from '../../sites';
import { SignInCookies } from '../cookies';

/** Signs somebody in to an account here, and has their browser keep what it is known by; for programs and pages alike. */
@Injectable()
export class Entering {
  constructor(
    private readonly commands: CommandBus,
    private readonly sites: Sites,
    private readonly cookies: SignInCookies,
  ) {}

  /** @throws Problem `sign-in-method-unknown`, and what `EnterLocalAccount` throws */
  async enter(
    asked: AskedOfLocalAccount,
    { tenant, sid: session }: ServiceToken,
    client: string,
    request: Request,
    response: Response,
  ): Promise<Pick<SignedInLocally, 'returnTo' | 'csrfToken'>> {
    this.sites.refuseUnlessOffered(tenant, 'local-account');
    const by = { client, device: this.cookies.deviceOf(request, response), session };
    const { sessionId, csrfToken, returnTo, device } = await this.commands.execute(
      new EnterLocalAccount(tenant, asked, by),
    );
    this.cookies.setSession(response, sessionId);
    this.cookies.setDevice(response, device);
    response.set('Cache-Control', 'no-store');
    return { returnTo, csrfToken };
  }
}
