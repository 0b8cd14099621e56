import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentUser, Roles, type ServiceToken } from '#auth';
import { Problem } from '#http';
import { PreviewLinks } from '../preview-links';
import { ServiceConfigurations } from '../service-configurations';
import { listed, offered } from './catalogue';
import type { Catalogue, OfferedService, PreviewLink } from './catalogue-views';
import { CatalogueRequest, PreviewLinkRequest } from './queries';

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
    const found = offered(this.configurations.tenants.get(tenant), key);
    if (found === undefined) throw new Problem('not-found');
    return found;
  }

  @ApiOperation({
    summary:
      'A link under which everybody who has it sees the service in the portal for 24 hours, or one of its versions',
    description: 'Nobody can apply by it. Nothing is stored: every question makes another link.',
  })
  @Get(':key/preview-link')
  @ApiOkResponse()
  async previewLink(
    @CurrentUser() { tenant }: ServiceToken,
    @Param('key') key: string,
    @Query() { version }: PreviewLinkRequest,
  ): Promise<PreviewLink> {
    const isKnown =
      version === undefined
        ? offered(this.configurations.tenants.get(tenant), key) !== undefined
        : (await this.configurations.find(tenant, key, version)) !== undefined;
    if (!isKnown) throw new Problem('not-found');
    const { token, validUntil } = await this.previews.make({ tenant, serviceKey: key, version });
    const [host = ''] = this.configurations.tenants.get(tenant).hosts.portal;
    const query = `?preview=${token}`;
    return {
      ...{ host, validUntil },
      path: `/api/services/${key}${query}`,
      page: `/dienstleistungen/${key}${query}`,
    };
  }
}
