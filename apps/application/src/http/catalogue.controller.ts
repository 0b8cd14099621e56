import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags, ApiOperation } from '@nestjs/swagger';
import { AllowAnonymous, CurrentUser, type ServiceToken } from '#auth';
import { isListed, type Service } from '#configuration';
import { Problem } from '#http';
import { PreviewLinks } from '../preview-links';
import { ServiceConfigurations } from '../service-configurations';
import { listed, offered, previewed } from './catalogue';
import type { Catalogue, OfferedService } from './catalogue-views';
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
    const city = this.configurations.tenants.get(tenant);
    const shown =
      preview === undefined ? undefined : await this.previews.read(preview, { tenant, serviceKey: key });
    if (shown?.version !== undefined) {
      const version = await this.configurations.find(tenant, key, shown.version);
      if (version === undefined) throw new Problem('not-found');
      return previewed(version, city);
    }
    const found = offered(city, key);
    if (found === undefined || (shown === undefined && !isListed(found.offer)))
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
