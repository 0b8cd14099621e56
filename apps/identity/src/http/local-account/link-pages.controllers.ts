import { Body, Controller, Query, Req, Res, type Type } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { AllowAnonymous, CurrentUser, type ServiceToken } from '#auth';
import { languageOf, Problem, type Language } from '#http';
import type { AccountLinkKind } from '../../domain/account-link';
import type { AskedOfLocalAccount } from '../../local-account.handler';
import { AccountLinkQuery } from '../../queries/account-link';
import { Sites } from '../../sites';
import { ClientAddress } from '../client-address';
import { TokenQuery } from '../email-link/email-link.dto';
import { LinkForm, LinkPage, linkPageHeaders, LinkPages } from '../link-page';
import { Entering } from './entering';
import { TokenAndPasswordDto } from './local-account.dto';
import { passwordPage, type PasswordPageKind } from './pages';

/** Which link leads to a page, and what its form does. */
const links = {
  confirm: { link: 'registration', does: 'confirm' },
  password: { link: 'password', does: 'reset' },
} as const satisfies Record<
  PasswordPageKind,
  { link: AccountLinkKind; does: Exclude<AskedOfLocalAccount['type'], 'sign-in'> }
>;

/** The pages that the links of accounts here lead to, for people; programs use the addresses beside them. */
export const linkPagesControllers = [linkPagesController('confirm'), linkPagesController('password')];

function linkPagesController(kind: PasswordPageKind): Type {
  const { link, does } = links[kind];

  @ApiExcludeController()
  @AllowAnonymous()
  @Controller(`portal/sign-in/local-account/${kind}`)
  class LinkPagesController {
    constructor(
      private readonly queries: QueryBus,
      private readonly sites: Sites,
      private readonly entering: Entering,
      private readonly pages: LinkPages,
    ) {}

    @LinkPage('')
    ask(
      @Query() { token = '' }: TokenQuery,
      @CurrentUser() { tenant }: ServiceToken,
      @Req() request: Request,
    ): Promise<string> {
      return this.page(tenant, languageOf(request), token);
    }

    @LinkForm('form')
    async enter(
      @Body() { token, password }: TokenAndPasswordDto,
      @CurrentUser() user: ServiceToken,
      @ClientAddress() client: string,
      @Req() request: Request,
      @Res() response: Response,
    ): Promise<void> {
      try {
        const asked = { type: does, token, password };
        const { returnTo } = await this.entering.enter(asked, user, client, request, response);
        response.redirect(303, returnTo);
      } catch (error) {
        const language = languageOf(request);
        const fault = faultIn(error, language);
        if (fault === undefined) throw error;
        // The link is still good: the page asks once more.
        const page = await this.page(user.tenant, language, token, fault);
        response.status(422).set(linkPageHeaders).type('html').send(page);
      }
    }

    private async page(tenant: string, language: Language, token: string, fault?: string): Promise<string> {
      this.sites.refuseUnlessOffered(tenant, 'local-account');
      const email = await this.queries.execute(new AccountLinkQuery(tenant, link, token));
      return this.pages.show(tenant, language, passwordPage(language, { kind, token, email, fault }));
    }
  }
  return LinkPagesController;
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
