import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentUser, Roles, type ServiceToken } from '#auth';
import { Problem } from '#http';
import { PreviewLinks } from '../preview-links';
import { ServiceConfigurations } from '../service-configurations';
import { listed, offered } from './catalogue';
import type { Catalogue, OfferedService, PreviewLink } from './catalogue-views';
import { CatalogueRequest } from './queries';

/** What the city offers as its staff see it: also what is not public yet. */
@ApiTags('back-office')
@ApiBearerAuth('serviceToken')
@Roles('caseworker', 'head-of-office', 'auditor', 'operator')
@Controller('backoffice/services')
export class StaffCatalogueController {
  constructor(
    private readonly configurations: ServiceConfigurations,
    private readonly previews: PreviewLinks,
  ) {}

  @ApiOperation({ summary: 'All services, A–Z, with whether people can apply now; previews included' })
  @Get()
  @ApiOkResponse()
  services(@CurrentUser() { tenant }: ServiceToken, @Query() wish: CatalogueRequest): Catalogue {
    const { items, nearly } = listed(this.configurations.tenants.get(tenant), wish);
    return { items, ...(nearly && { nearly }) };
  }

  @ApiOperation({ summary: 'One service, whether it is public or not' })
  @Get(':key')
  @ApiOkResponse()
  service(@CurrentUser() { tenant }: ServiceToken, @Param('key') key: string): OfferedService {
    return this.find(tenant, key);
  }

  @ApiOperation({
    summary: 'A link under which everybody who has it sees the service in the portal for 24 hours',
    description: 'Nobody can apply by it. Nothing is stored: every question makes another link.',
  })
  @Get(':key/preview-link')
  @ApiOkResponse()
  async previewLink(
    @CurrentUser() { tenant }: ServiceToken,
    @Param('key') key: string,
  ): Promise<PreviewLink> {
    const { key: serviceKey } = this.find(tenant, key);
    const { token, validUntil } = await this.previews.make({ tenant, serviceKey });
    const [host = ''] = this.configurations.tenants.get(tenant).hosts.portal;
    return { host, path: `/api/services/${serviceKey}?preview=${token}`, validUntil };
  }

  private find(tenant: string, key: string): OfferedService {
    const found = offered(this.configurations.tenants.get(tenant), key);
    if (found === undefined) throw new Problem('not-found');
    return found;
  }
}
