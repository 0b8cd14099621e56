import { All, Body, Controller, Get, Header, HttpCode, Post, Query, Res, UseFilters } from '@nestjs/common';
import { ApiExcludeEndpoint, ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { AllowAnonymous, CurrentUser, type ServiceToken } from '#auth';
import { Problem } from '#http';
import { ClientAddress } from '../client-address';
import { SignInProblemFilter } from '../sign-in-problem.filter';
import { serviceProviderMetadata } from './metadata';
import { SamlPartners } from './partners';
import { MetadataQuery } from './saml.dto';
import { SamlSignIn } from './saml-sign-in';

/** What SAML providers read and where they send people back: addresses of a protocol, so none of them knows a session. */
@ApiTags('sign-in')
@AllowAnonymous()
@UseFilters(SignInProblemFilter)
@Controller('portal/saml')
export class SamlController {
  constructor(
    private readonly partners: SamlPartners,
    private readonly signIn: SamlSignIn,
  ) {}

  @ApiOperation({ summary: 'The metadata of the city as a SAML service provider' })
  @ApiProduces('application/samlmetadata+xml')
  @ApiOkResponse({ schema: { type: 'string' } })
  @Header('Content-Type', 'application/samlmetadata+xml')
  @Get('metadata')
  metadata(
    @Query() { provider: method = 'bundid' }: MetadataQuery,
    @CurrentUser() { tenant }: ServiceToken,
  ): string {
    const { provider, city } = this.partners.of(tenant, method);
    return serviceProviderMetadata(city, provider.dialect);
  }

  /**
   * A cross-site POST, with which no cookie comes (bundid.md). It signs nobody in: it leads to an own address, where the browser
   * that began is known by its cookie.
   */
  @ApiExcludeEndpoint()
  @Post('acs')
  @HttpCode(303)
  async receive(
    @Body() form: Readonly<Record<string, unknown>> | undefined,
    @CurrentUser() { tenant }: ServiceToken,
    @ClientAddress() client: string,
    @Res() response: Response,
  ): Promise<void> {
    const brought = {
      response: textIn(form, 'SAMLResponse'),
      relayState: textIn(form, 'RelayState'),
      client,
    };
    const attempt = await this.signIn.receive(tenant, brought);
    response
      .set({ 'Cache-Control': 'no-store', 'Referrer-Policy': 'no-referrer' })
      .redirect(303, `/api/sign-in/finish?attempt=${attempt}`);
  }

  /**
   * No provider of ours ends sessions of others: the metadata name no SingleLogoutService, and whoever comes here all the same is
   * told so. Signing out of the portal ends its session at once.
   */
  @ApiExcludeEndpoint()
  @All('logout')
  logout(): never {
    throw new Problem('single-logout-not-offered');
  }
}

function textIn(form: Readonly<Record<string, unknown>> | undefined, name: string): string {
  const value = form?.[name];
  return typeof value === 'string' ? value : '';
}
