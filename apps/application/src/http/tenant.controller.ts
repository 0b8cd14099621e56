import { Controller, Get, Header } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { AllowAnonymous, CurrentUser, type ServiceToken } from '#auth';
import { Problem } from '#http';
import { ServiceConfigurations } from '../service-configurations';
import { publicTenant } from './catalogue';
import type { PublicTenant } from './catalogue-views';

/** What a city says of itself, to its citizens and to its staff before they have signed in. */
@ApiTags('catalogue')
@AllowAnonymous()
@Controller(['portal', 'backoffice'])
export class TenantController {
  constructor(private readonly configurations: ServiceConfigurations) {}

  @ApiOperation({
    summary:
      'The city: name, colours, what it calls the list (W14, N5), support contacts (D24), offices, topics, and what it has to say now',
  })
  @Get('tenant')
  @ApiOkResponse()
  tenant(@CurrentUser() { tenant }: ServiceToken): PublicTenant {
    return publicTenant(this.configurations.tenants.get(tenant), Date.now());
  }

  @ApiOperation({ summary: "The city's own sign, as a picture (SVG)" })
  @Get('tenant/logo')
  @Header('Content-Type', 'image/svg+xml; charset=utf-8')
  // Its address has the version of its content. By itself it is a page, which may do nothing.
  @Header('Cache-Control', 'public, max-age=31536000, immutable')
  @Header('Content-Security-Policy', "default-src 'none'; style-src 'unsafe-inline'; sandbox")
  @ApiOkResponse({ content: { 'image/svg+xml': { schema: { type: 'string' } } } })
  logo(@CurrentUser() { tenant }: ServiceToken): string {
    const { logo } = this.configurations.tenants.get(tenant);
    if (logo === undefined) throw new Problem('not-found');
    return logo;
  }
}
