import { Body, Controller, Get, HttpCode, Post, Query, Req, Res, UseFilters } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { AllowAnonymous, CurrentUser, type ServiceToken } from '#auth';
import { languageOf, Problem, type Language } from '#http';
import type { AskedOfLocalAccount } from '../../local-account.handler';
import { AccountLinkQuery } from '../../queries/account-link';
import { Sites } from '../../sites';
import { ClientAddress } from '../client-address';
import { TokenQuery } from '../email-link/email-link.dto';
import { pagePolicy } from '../page';
import { SignInProblemFilter } from '../sign-in-problem.filter';
import { Entering } from './entering';
import { TokenAndPasswordDto } from './local-account.dto';
import { passwordPage, type LinkPage } from './pages';

const linkOf = { confirm: 'registration', password: 'password' } as const;

/** The pages that the links of accounts here lead to, for people; programs use the addresses beside them. */
@ApiExcludeController()
@AllowAnonymous()
@UseFilters(SignInProblemFilter)
@Controller('portal/sign-in/local-account')
export class LinkPagesController {
  constructor(
    private readonly queries: QueryBus,
    private readonly sites: Sites,
    private readonly entering: Entering,
  ) {}

  @Get('confirm')
  askToConfirm(
    @Query() { token = '' }: TokenQuery,
    @CurrentUser() { tenant }: ServiceToken,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    return this.ask('confirm', token, tenant, request, response);
  }

  @Get('password')
  askForPassword(
    @Query() { token = '' }: TokenQuery,
    @CurrentUser() { tenant }: ServiceToken,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    return this.ask('password', token, tenant, request, response);
  }

  @Post('confirm/form')
  @HttpCode(303)
  confirm(
    @Body() { token, password }: TokenAndPasswordDto,
    @CurrentUser() user: ServiceToken,
    @ClientAddress() client: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    return this.enter('confirm', { type: 'confirm', token, password }, user, client, request, response);
  }

  @Post('password/form')
  @HttpCode(303)
  reset(
    @Body() { token, password }: TokenAndPasswordDto,
    @CurrentUser() user: ServiceToken,
    @ClientAddress() client: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    return this.enter('password', { type: 'reset', token, password }, user, client, request, response);
  }

  private async enter(
    kind: LinkPage,
    asked: Extract<AskedOfLocalAccount, { readonly token: string }>,
    user: ServiceToken,
    client: string,
    request: Request,
    response: Response,
  ): Promise<void> {
    try {
      const { returnTo } = await this.entering.enter(asked, user, client, request, response);
      response.redirect(303, returnTo);
    } catch (error) {
      const fault = faultIn(error, languageOf(request));
      if (fault === undefined) throw error;
      // The link is still good: the page asks once more.
      await this.ask(kind, asked.token, user.tenant, request, response.status(422), fault);
    }
  }

  private async ask(
    kind: LinkPage,
    token: string,
    tenant: string,
    request: Request,
    response: Response,
    fault?: string,
  ): Promise<void> {
    this.sites.refuseUnlessOffered(tenant, 'local-account');
    const email = await this.queries.execute(new AccountLinkQuery(tenant, linkOf[kind], token));
    // The address holds the secret. `no-referrer` would take the Origin from the form, by which the gateway knows its own pages.
    response.set({ 'Cache-Control': 'no-store', 'Referrer-Policy': 'same-origin' });
    response.set('Content-Security-Policy', pagePolicy);
    const shown = { kind, token, email, fault };
    response.type('html').send(passwordPage(languageOf(request), this.sites.cityName(tenant), shown));
  }
}

const wrong = {
  de: 'Dieses Passwort stimmt nicht.',
  en: 'This password is not right.',
} as const;

/** What a person can mend at once; undefined for everything else. */
function faultIn(error: unknown, language: Language): string | undefined {
  if (!(error instanceof Problem)) return undefined;
  if (error.slug === 'credentials-wrong') return wrong[language];
  if (error.slug !== 'invalid-input') return undefined;
  const [first] = error.members['errors'] as readonly {
    readonly message: Readonly<Record<Language, string>>;
  }[];
  return first?.message[language];
}
