import { Injectable } from '@nestjs/common';
import type pg from 'pg';
import { DataKeys, KeyDestroyed, type Sealed } from '#encryption';
import { Problem } from '#http';
import { TenantDatabase } from '#database';
import type { Profile } from './profile';

export type PersonKind = 'citizen' | 'staff';

/** A person as stored, with the profile opened. */
export interface Person {
  readonly id: string;
  readonly kind: PersonKind;
  readonly profile: Profile;
  /** Counts the changes of the profile: its ETag. */
  readonly version: number;
}

interface PersonRow {
  readonly id: string;
  readonly kind: PersonKind;
  readonly profile: Sealed;
  readonly version: number;
}

const purpose = 'profile';

/** The people of a city. Profiles are sealed with a key per person, so that destroying the key erases the person (R26). */
@Injectable()
export class Persons {
  constructor(
    private readonly database: TenantDatabase,
    private readonly dataKeys: DataKeys,
  ) {}

  /** The id of the person that this keyed hash of an address (or of issuer and subject) belongs to. */
  async findId(tenant: string, lookup: Buffer): Promise<string | undefined> {
    const { rows } = await this.database.withTenant(tenant, (client) =>
      client.query<{ id: string }>('SELECT id FROM identity.persons WHERE tenant = $1 AND lookup = $2', [
        tenant,
        lookup,
      ]),
    );
    return rows[0]?.id;
  }

  /** @throws Problem `not-found` when this city has no such person, or has erased them (R26). */
  async get(tenant: string, id: string): Promise<Person> {
    const { rows } = await this.database.withTenant(tenant, (client) =>
      client.query<PersonRow>(
        'SELECT id, kind, profile, version FROM identity.persons WHERE tenant = $1 AND id = $2',
        [tenant, id],
      ),
    );
    if (rows[0] === undefined) throw new Problem('not-found');
    const sealer = await this.dataKeys.sealerFor(tenant, id).catch((error: unknown) => {
      throw error instanceof KeyDestroyed ? new Problem('not-found', {}, { cause: error }) : error;
    });
    return { ...rows[0], profile: sealer.open<Profile>(rows[0].profile, purpose) };
  }

  /** A profile as it is stored. Makes the person's key on first use, so call it outside of the transaction that stores it. */
  async seal(tenant: string, id: string, profile: Profile): Promise<Sealed> {
    return (await this.dataKeys.sealerFor(tenant, id)).seal(profile, purpose);
  }

  /** Adds a person within the transaction that signs them in for the first time. */
  async add(
    client: pg.PoolClient,
    person: { tenant: string; id: string; kind: PersonKind; lookup: Buffer; profile: Sealed },
  ): Promise<void> {
    await client.query(
      'INSERT INTO identity.persons (tenant, id, kind, lookup, profile) VALUES ($1, $2, $3, $4, $5)',
      [person.tenant, person.id, person.kind, person.lookup, person.profile],
    );
  }

  /**
   * Replaces a profile that the caller saw in `version`.
   * @returns the new version.
   * @throws Problem `version-conflict` when it has changed since.
   */
  async replaceProfile(tenant: string, id: string, profile: Profile, version: number): Promise<number> {
    const sealed = await this.seal(tenant, id, profile);
    const { rowCount } = await this.database.withTenant(tenant, (client) =>
      client.query(
        `UPDATE identity.persons SET profile = $3, version = version + 1 WHERE tenant = $1 AND id = $2 AND version = $4`,
        [tenant, id, sealed, version],
      ),
    );
    if (rowCount === 0) throw new Problem('version-conflict');
    return version + 1;
  }
}
