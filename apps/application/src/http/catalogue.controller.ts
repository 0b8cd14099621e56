import { Controller, Get, Header, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags, ApiOperation } from '@nestjs/swagger';
import { AllowAnonymous, CurrentUser, type ServiceToken } from '#auth';
import { isListed, type Service } from '#configuration';
import { Problem } from '#http';
import { PreviewLinks } from '../preview-links';
import { ServiceConfigurations } from '../service-configurations';
import { listed, offered, publicTenant } from './catalogue';
import type { Catalogue, OfferedService, PublicTenant } from './catalogue-views';
import { CatalogueRequest, PreviewRequest } from './queries';

/** What the city offers: open to everyone without a login (R6, H7), in both languages (R25). */
@ApiTags('catalogue')
@AllowAnonymous()
@Controller('portal')
export class CatalogueController {
  constructor(
    private readonly configurations: ServiceConfigurations,
    private readonly previews: PreviewLinks,
  ) {}

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

  @ApiOperation({
    summary:
      'The services, A–Z, with fee and required level (R21, D15), and whether people can apply now; by words (R1; the best first, slips of the pen forgiven), by topic, by office (D6)',
  })
  @Get('services')
  @ApiOkResponse()
  services(@CurrentUser() { tenant }: ServiceToken, @Query() wish: CatalogueRequest): Catalogue {
    const city = this.configurations.tenants.get(tenant);
    const { onlineOnly, otherServicesUrl } = city.catalogue ?? {};
    const { items, nearly } = listed(city, wish, isListed);
    return {
      items,
      ...(nearly && { nearly }),
      ...(onlineOnly === true && otherServicesUrl !== undefined && { otherServicesUrl }),
    };
  }

  @ApiOperation({
    summary:
      "One service with everything that a page about it needs, its form and its office's contact included (N3)",
  })
  @Get('services/:key')
  @ApiOkResponse()
  async service(
    @CurrentUser() { tenant }: ServiceToken,
    @Param('key') key: string,
    @Query() { preview }: PreviewRequest,
  ): Promise<OfferedService> {
    if (preview !== undefined) await this.previews.assertValid(preview, { tenant, serviceKey: key });
    const found = offered(this.configurations.tenants.get(tenant), key);
    if (found === undefined || (preview === undefined && !isListed(found.offer)))
      throw new Problem('not-found');
    return found;
  }

  @ApiOperation({
    summary: 'The service as it was in one version: what an application was drafted with stays readable',
  })
  @Get('services/:key/versions/:version')
  @ApiOkResponse()
  async version(
    @CurrentUser() { tenant }: ServiceToken,
    @Param('key') key: string,
    @Param('version') version: string,
  ): Promise<Service> {
    const stored = await this.configurations.find(tenant, key, version);
    // Nobody has drafted with a version that was never public.
    if (stored === undefined || stored.visibility === 'preview') throw new Problem('not-found');
    return stored;
  }
}
