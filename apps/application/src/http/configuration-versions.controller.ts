import { Controller, Get, Param, Req } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentUser, Roles, type ServiceToken } from '#auth';
import { LiveConfiguration, methodNames, type Tenant } from '#configuration';
import { languageOf, Problem, type Language } from '#http';
import type { Request } from 'express';
import { stringify } from 'yaml';
import type { ConfigurationAdopted } from '../adopted-configurations';
import {
  configurationKinds,
  ConfigurationVersions,
  type AdoptedVersion,
  type CasesUnder,
} from '../configuration-versions';
import { dateInBerlin } from '../domain/berlin';
import {
  ConfigurationContentView,
  ConfigurationVersionsView,
  type ConfigurationItemView,
  type ConfigurationVersionView,
} from './configuration-views';

/** What the files of the city say and said. They are changed as files alone. */
@ApiTags('back-office')
@ApiBearerAuth('serviceToken')
@Roles('head-of-office', 'operator')
@Controller('backoffice/configuration')
export class ConfigurationVersionsController {
  constructor(
    private readonly live: LiveConfiguration,
    private readonly versions: ConfigurationVersions,
  ) {}

  @ApiOperation({
    summary:
      'Settings, services and text templates of the city with their versions, and the cases under each',
    description: 'Cases are counted for the offices of the caller; for operators, of all.',
  })
  @Get()
  @ApiOkResponse({ type: ConfigurationVersionsView })
  async show(
    @CurrentUser() { tenant, roles, offices }: ServiceToken,
    @Req() request: Request,
  ): Promise<ConfigurationVersionsView> {
    const city = this.live.registry.get(tenant);
    const language = languageOf(request);
    const today = dateInBerlin(new Date().toISOString());
    const [adopted, cases] = await Promise.all([
      this.versions.all(tenant),
      this.versions.casesUnder(tenant, roles.includes('operator') ? undefined : offices),
    ]);
    const folder = this.live.inForce.find(({ settings }) => settings.key === tenant)?.folder ?? '';
    return {
      items: itemsOf(adopted, { city, settingsVersion: this.settingsVersion(tenant), cases, language }),
      signIn: city.signInMethods.map((key) => ({ key, title: methodNames[key][language] })),
      payment: (city.payment?.methods ?? [])
        .filter(({ validFrom = today, validUntil = today }) => validFrom <= today && today <= validUntil)
        .map(({ key }) => key),
      refused: this.live.problems.filter(({ file }) => file.startsWith(`${folder}/`)).length,
    };
  }

  @ApiOperation({ summary: 'What one version says, as a file' })
  @Get(':kind/:key/:version')
  @ApiOkResponse({ type: ConfigurationContentView })
  async content(
    @CurrentUser() { tenant }: ServiceToken,
    @Param('kind') kind: string,
    @Param('key') key: string,
    @Param('version') version: string,
  ): Promise<ConfigurationContentView> {
    const adopted = (await this.versions.all(tenant)).find(
      (one) => one.kind === kind && one.key === key && one.version === version,
    );
    const content = adopted && (await this.versions.contentOf(tenant, adopted));
    if (adopted === undefined || content === undefined) throw new Problem('not-found');
    const { file, adoptedBy, adoptedAt } = adopted;
    const inForce = isInForce(adopted, this.live.registry.get(tenant), this.settingsVersion(tenant));
    return { version, file, adoptedBy, adoptedAt, inForce, content: stringify(content, { lineWidth: 120 }) };
  }

  private settingsVersion(tenant: string): string | undefined {
    return this.live.inForce.find(({ settings }) => settings.key === tenant)?.settingsVersion;
  }
}

interface Known {
  readonly city: Tenant;
  readonly settingsVersion: string | undefined;
  readonly cases: readonly CasesUnder[];
  readonly language: Language;
}

/** The versions by what they are versions of: settings, services, templates, each by title. */
function itemsOf(adopted: readonly AdoptedVersion[], known: Known): ConfigurationItemView[] {
  const { city, settingsVersion, cases, language } = known;
  const items = new Map<string, ConfigurationItemView & { versions: ConfigurationVersionView[] }>();
  for (const one of adopted) {
    const { kind, key, version, file, adoptedBy, adoptedAt, approval } = one;
    const name = `${kind} ${key}`;
    const item = items.get(name) ?? { kind, key, title: titleOf(one, city, language), file, versions: [] };
    items.set(name, item);
    const under = cases.find((counted) => counted.serviceKey === key && counted.version === version);
    item.versions.push({
      ...{ version, adoptedBy, adoptedAt },
      ...(approval !== undefined && { approval }),
      inForce: isInForce(one, city, settingsVersion),
      ...(kind === 'service' && { open: under?.open ?? 0, all: under?.all ?? 0 }),
    });
  }
  const place = ({ kind }: ConfigurationItemView) => configurationKinds.indexOf(kind);
  return [...items.values()].sort(
    (left, right) => place(left) - place(right) || left.title.localeCompare(right.title, language),
  );
}

function titleOf({ kind, key }: ConfigurationAdopted, city: Tenant, language: Language): string {
  if (kind === 'tenant') return city.name;
  const things = kind === 'service' ? city.services : city.templates;
  return things.find((thing) => thing.key === key)?.title[language] ?? key;
}

function isInForce(
  { kind, key, version }: ConfigurationAdopted,
  city: Tenant,
  settingsVersion: string | undefined,
): boolean {
  if (kind === 'tenant') return version === settingsVersion;
  const things = kind === 'service' ? city.services : city.templates;
  return things.some((thing) => thing.key === key && thing.version === version);
}
