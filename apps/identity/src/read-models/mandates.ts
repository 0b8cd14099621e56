import { Column, Entity, IsNull, PrimaryColumn, Raw, type EntityManager } from 'typeorm';

/** A mandate, as stored: offered, then given, until it ends. */
@Entity({ schema: 'identity', name: 'mandates' })
export class Mandate {
  @PrimaryColumn('text')
  tenant!: string;

  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid', { name: 'grantor_id' })
  grantorId!: string;

  /** Null until somebody has accepted it. */
  @Column('uuid', { name: 'representative_id', nullable: true })
  representativeId!: string | null;

  /** The code is known to the two of them alone. */
  @Column('bytea', { name: 'code_hash' })
  codeHash!: Buffer;

  @Column('timestamptz', { name: 'code_until' })
  codeUntil!: Date;

  /** Last day, Europe/Berlin. */
  @Column('date', { name: 'ends_on' })
  endsOn!: string;

  /** The end of that day. */
  @Column('timestamptz', { name: 'ends_at' })
  endsAt!: Date;

  @Column('timestamptz', { name: 'offered_at', default: () => 'now()' })
  offeredAt!: Date;

  @Column('timestamptz', { name: 'given_at', nullable: true })
  givenAt!: Date | null;

  @Column('timestamptz', { name: 'ended_at', nullable: true })
  endedAt!: Date | null;
}

/** How long a code can be accepted, in days. */
export const codeDays = 7;

const toCome = Raw((column) => `${column} > now()`);

/** Adds an offer. False when the date has passed already. */
export async function addOffer(
  manager: EntityManager,
  offer: Pick<Mandate, 'tenant' | 'id' | 'grantorId' | 'codeHash' | 'endsOn'>,
): Promise<boolean> {
  const { tenant, id, grantorId, codeHash, endsOn } = offer;
  const rows = await manager.query<unknown[]>(
    `INSERT INTO identity.mandates (tenant, id, grantor_id, code_hash, code_until, ends_on, ends_at)
     SELECT $1, $2, $3, $4, least(now() + make_interval(days => ${codeDays}), ends_at), $5::date, ends_at
     FROM (SELECT ($5::date + 1)::timestamp AT TIME ZONE 'Europe/Berlin' AS ends_at) AS day WHERE ends_at > now()
     RETURNING id`,
    [tenant, id, grantorId, codeHash, endsOn],
  );
  return rows.length === 1;
}

/** How many mandates of somebody are offered or run. */
export function countMandates(manager: EntityManager, tenant: string, grantorId: string): Promise<number> {
  return manager.countBy(Mandate, { tenant, grantorId, endedAt: IsNull(), endsAt: toCome });
}

/** The offer that a code opens, unless it was accepted, taken back, or is over. */
export function findOffer(manager: EntityManager, tenant: string, codeHash: Buffer): Promise<Mandate | null> {
  return manager.findOne(Mandate, {
    where: { tenant, codeHash, representativeId: IsNull(), endedAt: IsNull(), codeUntil: toCome },
  });
}

/** Within the transaction that records it. False when somebody else accepted it a moment before. */
export async function markGiven(
  manager: EntityManager,
  { tenant, id }: Pick<Mandate, 'tenant' | 'id'>,
  representativeId: string,
): Promise<boolean> {
  const open = { tenant, id, representativeId: IsNull(), endedAt: IsNull() };
  const { affected } = await manager.update(Mandate, open, { representativeId, givenAt: () => 'now()' });
  return affected === 1;
}

/** Within the transaction that records it. */
export async function markEnded(
  manager: EntityManager,
  { tenant, id }: Pick<Mandate, 'tenant' | 'id'>,
): Promise<void> {
  await manager.update(Mandate, { tenant, id }, { endedAt: () => 'now()' });
}

/** The mandate with this id, if this person is one of its two parties. */
export function findMandate(
  manager: EntityManager,
  { tenant, id }: Pick<Mandate, 'tenant' | 'id'>,
  partyId: string,
): Promise<Mandate | null> {
  return manager.findOneBy(Mandate, [
    { tenant, id, grantorId: partyId },
    { tenant, id, representativeId: partyId },
  ]);
}

/** The mandates that somebody gave or holds, newest first; offers that nobody accepted in time are left out. */
export function mandatesOf(manager: EntityManager, tenant: string, partyId: string): Promise<Mandate[]> {
  const given = Raw((column) => `${column} IS NOT NULL`);
  return manager.find(Mandate, {
    where: [
      { tenant, grantorId: partyId, givenAt: given },
      { tenant, grantorId: partyId, codeUntil: toCome },
      { tenant, representativeId: partyId },
    ],
    order: { offeredAt: 'DESC' },
  });
}

/** The mandate with this id, while it runs. */
export function findRunningMandate(
  manager: EntityManager,
  tenant: string,
  id: string,
): Promise<Mandate | null> {
  const given = Raw((column) => `${column} IS NOT NULL`);
  return manager.findOneBy(Mandate, { tenant, id, givenAt: given, endedAt: IsNull(), endsAt: toCome });
}
