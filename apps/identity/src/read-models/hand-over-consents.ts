import { Column, Entity, PrimaryColumn, type EntityManager } from 'typeorm';
import type { AttributeName } from '../domain/profile';

/** What a person last agreed to pass on to another portal (R16 W13). */
@Entity({ schema: 'identity', name: 'hand_over_consents' })
export class HandOverConsent {
  @PrimaryColumn('text')
  tenant!: string;

  @PrimaryColumn('uuid', { name: 'person_id' })
  personId!: string;

  @PrimaryColumn('text', { name: 'client_id' })
  clientId!: string;

  @Column('text', { array: true })
  attributes!: AttributeName[];

  /** Whether the person is not asked again. */
  @Column('boolean')
  remembered!: boolean;

  /** Under which the provider keeps codes and tokens. */
  @Column('text', { name: 'grant_id' })
  grantId!: string;
}

type Place = Pick<HandOverConsent, 'tenant' | 'personId' | 'clientId'>;

/** Keeps a consent in the place of the former one, within the transaction that records it. */
export async function keepConsent(manager: EntityManager, consent: HandOverConsent): Promise<void> {
  await manager.upsert(HandOverConsent, consent, ['tenant', 'personId', 'clientId']);
}

export function findConsent(manager: EntityManager, place: Place): Promise<HandOverConsent | null> {
  return manager.findOneBy(HandOverConsent, place);
}

/** Removes consents. @returns what was removed */
export async function removeConsents(
  manager: EntityManager,
  places: readonly Place[],
): Promise<readonly HandOverConsent[]> {
  const removed: HandOverConsent[] = [];
  for (const place of places) {
    const consent = await findConsent(manager, place);
    if (consent === null) continue;
    await manager.delete(HandOverConsent, place);
    removed.push(consent);
  }
  return removed;
}

/** The grants of everything that a person agreed to. */
export async function grantsOf(
  manager: EntityManager,
  tenant: string,
  personId: string,
): Promise<readonly string[]> {
  const consents = await manager.findBy(HandOverConsent, { tenant, personId });
  return consents.map(({ grantId }) => grantId);
}
