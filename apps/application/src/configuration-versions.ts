import { Injectable } from '@nestjs/common';
import type { Service } from '#configuration';
import { TenantDatabase } from '#database';
import type { ConfigurationAdopted } from './adopted-configurations';
import { isOpen } from './read-models/find-work-list';

export type ConfigurationKind = ConfigurationAdopted['kind'];
export const configurationKinds = ['tenant', 'service', 'template'] as const satisfies ConfigurationKind[];

/** How many cases were drafted under a version of their service. */
export interface CasesUnder {
  readonly serviceKey: string;
  readonly version: string;
  readonly open: number;
  readonly all: number;
}

/** One content that a file of the city had. */
export interface AdoptedVersion extends ConfigurationAdopted {
  /** Of a service. */
  readonly approval?: NonNullable<Service['approval']>;
}

/** Every content that the files of a city ever had, since it was taken over first. */
@Injectable()
export class ConfigurationVersions {
  constructor(private readonly database: TenantDatabase) {}

  /** Newest first; of a service with whether somebody else approves what is decided under it. */
  async all(tenant: string): Promise<readonly AdoptedVersion[]> {
    const { rows } = await this.database.withTenant(tenant, (client) =>
      client.query<
        Omit<ConfigurationAdopted, 'adoptedAt'> & {
          adoptedAt: Date;
          approval: NonNullable<Service['approval']> | null;
        }
      >(
        `SELECT kind, key, adopted.version, file, adopted_by AS "adoptedBy", adopted_at AS "adoptedAt",
           configuration ->> 'approval' AS approval
         FROM application.configuration_adopted AS adopted
         LEFT JOIN application.service_configurations AS service
           ON service.tenant = $1 AND kind = 'service' AND service_key = key AND service.version = adopted.version
         WHERE adopted.tenant = $1 ORDER BY adopted_at DESC, adopted.version`,
        [tenant],
      ),
    );
    return rows.map(({ approval, ...row }) => ({
      ...row,
      adoptedAt: row.adoptedAt.toISOString(),
      ...(approval !== null && { approval }),
    }));
  }

  /** What one version says, as its file could: undefined for one that never was. */
  async contentOf(
    tenant: string,
    { kind, key, version }: Pick<ConfigurationAdopted, 'kind' | 'key' | 'version'>,
  ): Promise<object | undefined> {
    const { rows } = await this.database.withTenant(tenant, (client) =>
      client.query<{ content: { version?: string } | null }>(
        `SELECT coalesce(adopted.settings, service.configuration) AS content
         FROM application.configuration_adopted AS adopted
         LEFT JOIN application.service_configurations AS service
           ON service.tenant = $1 AND adopted.kind = 'service' AND service.service_key = adopted.key
             AND service.version = adopted.version
         WHERE adopted.tenant = $1 AND adopted.kind = $2 AND adopted.key = $3 AND adopted.version = $4`,
        [tenant, kind, key, version],
      ),
    );
    if (rows[0]?.content == null) return undefined;
    // It is the hash of the rest, and stands in no file.
    const { version: _, ...content } = rows[0].content;
    return content;
  }

  /** The cases of some offices by the version that they were drafted under. @param offices undefined: of all */
  async casesUnder(tenant: string, offices: readonly string[] | undefined): Promise<readonly CasesUnder[]> {
    const { rows } = await this.database.withTenant(tenant, (client) =>
      client.query<CasesUnder>(
        `SELECT service_key AS "serviceKey", configuration_version AS version,
           (count(*) FILTER (WHERE ${isOpen}))::int AS open, count(*)::int AS "all"
         FROM application.work_list
         WHERE tenant = $1 AND ($2::text[] IS NULL OR office = ANY ($2))
         GROUP BY service_key, configuration_version`,
        [tenant, offices ?? null],
      ),
    );
    return rows;
  }
}
