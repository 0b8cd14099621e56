import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags, ApiOperation } from '@nestjs/swagger';
import { AllowAnonymous, CurrentUser, type ServiceToken } from '#auth';
import { Problem } from '#http';
import type { Service } from '#configuration';
import { ServiceConfigurations } from '../service-configurations';
import type { ListedService, OfferedService, PublicTenant } from './catalogue-views';
import { CatalogueRequest } from './queries';

/** What the city offers: open to everyone without a login (R6, H7), in both languages (R25). */
@ApiTags('catalogue')
@AllowAnonymous()
@Controller('portal')
export class CatalogueController {
  constructor(private readonly configurations: ServiceConfigurations) {}

  @ApiOperation({
    summary:
      'The city: name, colours, what it calls the list (W14, N5), support contacts (D24), offices, topics',
  })
  @Get('tenant')
  @ApiOkResponse()
  tenant(@CurrentUser() { tenant }: ServiceToken): PublicTenant {
    const { services: _, mailSender: _sender, ...shown } = this.configurations.tenants.get(tenant);
    return shown;
  }

  @ApiOperation({
    summary: 'The services, A–Z, with fee and required level (R21, D15); by words, by topic (R1)',
  })
  @Get('services')
  @ApiOkResponse()
  services(
    @CurrentUser() { tenant }: ServiceToken,
    @Query() { query = '', topic }: CatalogueRequest,
  ): { readonly items: readonly ListedService[] } {
    const words = query.trim().toLowerCase().split(/\s+/);
    const items = this.configurations.tenants
      .get(tenant)
      .services.filter(({ topics }) => topic === undefined || topics.includes(topic))
      .filter((offered) => words.every((word) => searchText(offered).includes(word)))
      .sort((left, right) => left.title.de.localeCompare(right.title.de, 'de'))
      .map(({ form: _, ...shown }) => shown);
    return { items };
  }

  @ApiOperation({
    summary:
      "One service with everything that a page about it needs, its form and its office's contact included (N3)",
  })
  @Get('services/:key')
  @ApiOkResponse()
  service(@CurrentUser() { tenant }: ServiceToken, @Param('key') key: string): OfferedService {
    const { offices } = this.configurations.tenants.get(tenant);
    const offered = this.configurations.tenants.service(tenant, key);
    if (offered === undefined) throw new Problem('not-found');
    const responsibleOffice = offices.find((office) => office.key === offered.office);
    return { ...offered, ...(responsibleOffice && { responsibleOffice }) };
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
    if (stored === undefined) throw new Problem('not-found');
    return stored;
  }
}

function searchText({ title, description, key }: Service): string {
  return [key, title.de, title.en, description.de, description.en].join(' ').toLowerCase();
}
