import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { TenantData } from '#database';
import { PostgresEventStore } from '#event-sourcing';
import { Problem } from '#http';
import type { AccountEvent } from '../domain/account';
import type { LevelOfAssurance, SignInMethod } from '../domain/means';
import type { Attributes } from '../domain/profile';
import { accountsAtAddress } from '../read-models/contact-addresses';
import { waysInOf } from '../read-models/known-by';
import { findPersons } from '../read-models/persons';
import type { KnownByPurpose } from '../domain/proof';
import { Secrets } from '../secrets';
import { MandatesQuery, MandatesQueryHandler } from './mandates';
import { noteReading, type NameReader } from './names';
import { openedPerson } from './person';

/** A citizen as the office that works on their cases is told of them. */
export interface ReadPerson {
  readonly personId: string;
  /** Nobody signs in to it: who filed without an account, or was entered by an office. */
  readonly guest: boolean;
  readonly attributes: Attributes;
  readonly waysIn: readonly { readonly way: KnownByPurpose; readonly since: string }[];
  readonly lastSignIn?: {
    readonly at: string;
    readonly method: SignInMethod;
    readonly levelOfAssurance: LevelOfAssurance;
  };
  /** Mandates that run now. */
  readonly mandates: readonly {
    readonly as: 'grantor' | 'representative';
    readonly personId: string;
    readonly name: string;
    readonly endsOn: string;
  }[];
}

/** Who a citizen is, for somebody of the staff: recorded before it is told. */
export class PersonReadingQuery extends Query<ReadPerson> {
  constructor(
    readonly tenant: string,
    readonly reader: NameReader,
    readonly personId: string,
  ) {
    super();
  }
}

@QueryHandler(PersonReadingQuery)
export class PersonReadingQueryHandler implements IQueryHandler<PersonReadingQuery> {
  constructor(
    private readonly data: TenantData,
    private readonly secrets: Secrets,
    private readonly store: PostgresEventStore,
  ) {}

  /** @throws Problem `not-found` for whom this city does not know (any more), and for colleagues */
  async execute({ tenant, reader, personId }: PersonReadingQuery): Promise<ReadPerson> {
    const { kind, profile } = await openedPerson(this.data, this.secrets, tenant, personId);
    if (kind !== 'citizen') throw new Problem('not-found');
    const seen = await new MandatesQueryHandler(this.data, this.secrets).execute(
      new MandatesQuery(tenant, personId),
    );
    const mandates = seen.flatMap(({ as, status, endsOn, with: other }) =>
      status === 'running' && other !== undefined ? [{ as, ...other, endsOn }] : [],
    );
    await noteReading(this.store, tenant, reader, [personId, ...mandates.map((one) => one.personId)]);
    const ways = await this.data.withTenant(tenant, (manager) => waysInOf(manager, tenant, personId));
    const { events } = await this.store.read<AccountEvent>({ tenant, streamId: personId });
    const last = events.findLast(({ type }) => type === 'SignedIn' || type === 'SteppedUp');
    const signIn = last as
      { recordedAt: string; data: { method: SignInMethod; levelOfAssurance: LevelOfAssurance } } | undefined;
    return {
      personId,
      guest: events.some(
        ({ type, data }) => type === 'PersonRecorded' || (type === 'SignedIn' && data.method === 'guest'),
      ),
      attributes: profile.attributes,
      waysIn: ways.map(({ way, since }) => ({ way, since: since.toISOString() })),
      ...(signIn !== undefined && {
        lastSignIn: {
          at: signIn.recordedAt,
          method: signIn.data.method,
          levelOfAssurance: signIn.data.levelOfAssurance,
        },
      }),
      mandates,
    };
  }
}

/** The accounts of citizens at exactly one mail address, for who enters what came another way: recorded before it is told. */
export class PersonsAtAddressQuery extends Query<readonly string[]> {
  constructor(
    readonly tenant: string,
    readonly reader: NameReader,
    /** Normalised. */
    readonly email: string,
  ) {
    super();
  }
}

@QueryHandler(PersonsAtAddressQuery)
export class PersonsAtAddressQueryHandler implements IQueryHandler<PersonsAtAddressQuery> {
  constructor(
    private readonly data: TenantData,
    private readonly secrets: Secrets,
    private readonly store: PostgresEventStore,
  ) {}

  async execute({ tenant, reader, email }: PersonsAtAddressQuery): Promise<readonly string[]> {
    const lookup = (await this.secrets.ofCity(tenant)).lookup({
      purpose: 'email-address',
      value: email,
    });
    const found = await this.data.withTenant(tenant, async (manager) =>
      findPersons(manager, tenant, await accountsAtAddress(manager, tenant, lookup)),
    );
    const citizens = found.filter(({ kind }) => kind === 'citizen').map(({ id }) => id);
    if (citizens.length > 0) await noteReading(this.store, tenant, reader, citizens);
    return citizens;
  }
}
