import { basename, join, relative } from 'node:path';
import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import {
  changedBy,
  LiveConfiguration,
  type City,
  type Service,
  type TextTemplate,
  type UnusableFile,
} from '#configuration';
import { TenantDatabase } from '#database';
import { beginDays } from './alerting';
import { ServiceConfigurations } from './service-configurations';

/** One content that was taken over: which, from which file, who made it so, and when the first instance took it over. */
export interface ConfigurationAdopted {
  readonly kind: 'tenant' | 'service' | 'template';
  /** Of the city, the service or the text template. */
  readonly key: string;
  /** Content hash. */
  readonly version: string;
  /** From the city's folder on. */
  readonly file: string;
  /** `commit <id>` or `operator <user>`. */
  readonly adoptedBy: string;
  /**
   * UTC, ISO 8601.
   * @format date-time
   */
  readonly adoptedAt: string;
}

/** What is stored of a city, a service or a text template. */
interface Content extends Pick<ConfigurationAdopted, 'kind' | 'key' | 'version' | 'file'> {
  /** The whole file, as it is checked: of a service or a template with its version. */
  readonly configuration: object;
}

/**
 * Keeps what the cities' files say before it is in force: nobody drafts with a version that is not stored, and for each content
 * one row says who took it over and when, whichever instance is first.
 */
@Injectable()
export class AdoptedConfigurations implements OnModuleInit {
  private readonly logger = new Logger('configuration');
  /** What this process has stored already, by tenant. */
  private readonly stored = new Map<string, string>();

  constructor(
    private readonly live: LiveConfiguration,
    private readonly database: TenantDatabase,
    private readonly services: ServiceConfigurations,
  ) {}

  /** Before the first request. @throws the database's error when it does not answer */
  async onModuleInit(): Promise<void> {
    await this.restoreFormer();
    await this.store(this.live.inForce);
    this.live.beforeAdopting(({ cities }) => this.store(cities));
  }

  /** What is recorded of a city's files as they are in force, settings first. */
  async inForce(tenant: string): Promise<ConfigurationAdopted[]> {
    const city = this.live.inForce.find(({ settings }) => settings.key === tenant);
    const contents = city === undefined ? [] : contentsOf(city);
    const { rows } = await this.database.withTenant(tenant, (client) =>
      client.query<Omit<ConfigurationAdopted, 'adoptedAt'> & { adoptedAt: Date }>(
        `SELECT kind, key, version, adopted_by AS "adoptedBy", adopted_at AS "adoptedAt"
         FROM application.configuration_adopted WHERE tenant = $1 AND version = ANY ($2)`,
        [tenant, contents.map(({ version }) => version)],
      ),
    );
    return contents.flatMap(({ kind, key, version, file }) => {
      const row = rows.find((one) => one.kind === kind && one.key === key && one.version === version);
      return row === undefined ? [] : [{ ...row, file, adoptedAt: row.adoptedAt.toISOString() }];
    });
  }

  /** A file that cannot be used at the start: what it said when it last could stays, as it would have without the start. */
  private async restoreFormer(): Promise<void> {
    for (const place of this.live.unusable()) {
      const former = await this.formerOf(place);
      if (former === undefined || !this.live.restore(place, former)) continue;
      this.logger.warn({
        msg: `the former version of a ${place.kind} stays`,
        ...place,
        version: former.version,
      });
    }
  }

  private async formerOf({ tenant, kind, file }: UnusableFile): Promise<Service | TextTemplate | undefined> {
    const { rows } = await this.database.withTenant(tenant, (client) =>
      client.query<{ key: string; version: string; content: TextTemplate | null }>(
        `SELECT known.service_key AS key, known.version, adopted.settings AS content
         FROM application.service_files AS known LEFT JOIN application.configuration_adopted AS adopted
           ON adopted.tenant = $1 AND adopted.kind = 'template' AND adopted.key = known.service_key
             AND adopted.version = known.version
         WHERE known.tenant = $1 AND known.file = $2`,
        [tenant, join(`${kind}s`, basename(file))],
      ),
    );
    const [row] = rows;
    if (row === undefined || kind === 'template') return row?.content ?? undefined;
    return this.services.find(tenant, row.key, row.version);
  }

  private async store(cities: readonly City[]): Promise<void> {
    for (const city of cities) {
      const { key: tenant } = city.settings;
      const contents = contentsOf(city);
      const summary = contents.map(({ file, version }) => `${file} ${version}`).join('\n');
      if (this.stored.get(tenant) === summary) continue;
      await this.storeCity(tenant, city.folder, contents);
      await beginDays(this.database, tenant);
      this.stored.set(tenant, summary);
    }
  }

  private async storeCity(tenant: string, folder: string, contents: readonly Content[]): Promise<void> {
    const adoptedBy = await this.authorsOf(tenant, folder, contents);
    const rows = contents.map((content) => ({ ...content, by: adoptedBy.get(content.file) ?? '' }));
    const adopted = await this.database.inTransaction(tenant, async (client) => {
      await client.query(
        `INSERT INTO application.service_configurations (tenant, service_key, version, configuration)
         SELECT $1, key, version, configuration
         FROM jsonb_to_recordset($2) AS new (kind text, key text, version text, configuration jsonb)
         WHERE kind = 'service' ON CONFLICT DO NOTHING`,
        [tenant, JSON.stringify(rows)],
      );
      // Its templates stand there as well as its services, each under its own key.
      await client.query('DELETE FROM application.service_files WHERE tenant = $1 AND file <> ALL ($2)', [
        tenant,
        contents.map(({ file }) => file),
      ]);
      await client.query(
        `INSERT INTO application.service_files AS known (tenant, file, service_key, version)
         SELECT $1, file, key, version
         FROM jsonb_to_recordset($2) AS new (kind text, key text, version text, file text) WHERE kind <> 'tenant'
         ON CONFLICT (tenant, file) DO UPDATE SET service_key = excluded.service_key, version = excluded.version
         WHERE known.version <> excluded.version OR known.service_key <> excluded.service_key`,
        [tenant, JSON.stringify(rows)],
      );
      return client.query<{ kind: string; key: string; version: string; by: string }>(
        `INSERT INTO application.configuration_adopted (tenant, kind, key, version, file, adopted_by, settings)
         SELECT $1, kind, key, version, file, by, CASE WHEN kind <> 'service' THEN configuration END
         FROM jsonb_to_recordset($2) AS new (kind text, key text, version text, file text, by text, configuration jsonb)
         ON CONFLICT DO NOTHING RETURNING kind, key, version, adopted_by AS by`,
        [tenant, JSON.stringify(rows)],
      );
    });
    for (const row of adopted.rows) this.logger.log({ msg: 'ConfigurationAdopted', tenant, ...row });
  }

  /** By file; asked only of what nobody has taken over before. */
  private async authorsOf(
    tenant: string,
    folder: string,
    contents: readonly Content[],
  ): Promise<ReadonlyMap<string, string>> {
    const { rows } = await this.database.withTenant(tenant, (client) =>
      client.query<{ version: string }>(
        'SELECT version FROM application.configuration_adopted WHERE tenant = $1 AND version = ANY ($2)',
        [tenant, contents.map(({ version }) => version)],
      ),
    );
    const known = new Set(rows.map(({ version }) => version));
    const unknown = contents.filter(({ version }) => !known.has(version));
    if (unknown.length === 0) return new Map();
    const by = await changedBy(folder);
    return new Map(
      await Promise.all(unknown.map(async ({ file }) => [file, await by(join(folder, file))] as const)),
    );
  }
}

/** The settings of a city, its services and its text templates, by their files from the city's folder on, sorted. */
function contentsOf(city: City): Content[] {
  const { folder, settings, settingsFile, settingsVersion, services, templates } = city;
  const file = relative(folder, settingsFile);
  const contents = (kind: Content['kind'], things: ReadonlyMap<string, Service | TextTemplate>) =>
    [...things]
      .map(([path, thing]) => ({
        ...{ kind, key: thing.key, version: thing.version },
        ...{ file: relative(folder, path), configuration: thing },
      }))
      .sort((left, right) => (left.file < right.file ? -1 : 1));
  return [
    { kind: 'tenant', key: settings.key, version: settingsVersion, file, configuration: settings },
    ...contents('service', services),
    ...contents('template', templates),
  ];
}
