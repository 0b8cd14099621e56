import { Column, Entity, In, IsNull, Not, PrimaryColumn, Raw, type EntityManager } from 'typeorm';
import type { SignInMethod } from '../domain/means';
import { attemptSeconds, repeatSeconds } from '../domain/sign-in-attempt';

/** A sign-in at a provider: begun, then proven or failed, then used up; each once. */
@Entity({ schema: 'identity', name: 'sign_in_attempts' })
export class StoredAttempt {
  @PrimaryColumn('text')
  tenant!: string;

  /** RelayState of SAML, `state` of OpenID Connect (UUID). */
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text')
  method!: SignInMethod;

  /** Hash of the secret that the browser carries as a cookie. */
  @Column('bytea', { name: 'browser_hash' })
  browserHash!: Buffer;

  @Column('text')
  content!: string;

  @Column('text', { nullable: true })
  outcome!: string | null;

  @Column('timestamptz', { name: 'expires_at' })
  expiresAt!: Date;

  @Column('timestamptz', { name: 'finished_at', nullable: true })
  finishedAt!: Date | null;
}

const toCome = () => Raw((column) => `${column} > now()`);

/** Adds an attempt, and forgets those that expired a day ago. */
export async function addAttempt(
  manager: EntityManager,
  attempt: Pick<StoredAttempt, 'tenant' | 'id' | 'method' | 'browserHash' | 'content'>,
): Promise<void> {
  await manager.insert(StoredAttempt, {
    ...attempt,
    expiresAt: () => `now() + make_interval(secs => ${attemptSeconds})`,
  });
  const longAgo = Raw((column) => `${column} < now() - interval '1 day'`);
  await manager.delete(StoredAttempt, { tenant: attempt.tenant, expiresAt: longAgo });
}

/** The attempt with this id that waits for its provider's answer. */
export function findWaitingAttempt(
  manager: EntityManager,
  tenant: string,
  id: string,
): Promise<StoredAttempt | null> {
  const waiting = { outcome: IsNull(), finishedAt: IsNull(), expiresAt: toCome() };
  return manager.findOneBy(StoredAttempt, { tenant, id, ...waiting });
}

/** The way in of an attempt, waiting or not. */
export async function findMethod(
  manager: EntityManager,
  tenant: string,
  id: string,
): Promise<SignInMethod | undefined> {
  const found = await manager.findOne(StoredAttempt, { select: { method: true }, where: { tenant, id } });
  return found?.method;
}

/** Keeps the provider's answer. False when there is one already: of two answers at once, one counts (replay). */
export async function answerAttempt(
  manager: EntityManager,
  { tenant, id }: Pick<StoredAttempt, 'tenant' | 'id'>,
  outcome: string,
): Promise<boolean> {
  const waiting = { tenant, id, outcome: IsNull(), finishedAt: IsNull(), expiresAt: toCome() };
  const { affected } = await manager.update(StoredAttempt, waiting, { outcome });
  return affected === 1;
}

/**
 * The answered attempt of the browser that began it, not used up yet or a moment ago. @returns null when there is none (any more), or
 * when it was another browser's
 */
export function findAnsweredAttempt(
  manager: EntityManager,
  { tenant, id, browserHashes }: Pick<StoredAttempt, 'tenant' | 'id'> & { readonly browserHashes: Buffer[] },
): Promise<StoredAttempt | null> {
  const browserHash = In(browserHashes);
  const answered = { tenant, id, browserHash, outcome: Not(IsNull()), expiresAt: toCome() };
  const aMomentAgo = Raw((column) => `${column} > now() - make_interval(secs => ${repeatSeconds})`);
  return manager.findOneBy(StoredAttempt, [
    { ...answered, finishedAt: IsNull() },
    { ...answered, finishedAt: aMomentAgo },
  ]);
}

/** Uses an answered attempt up, within the transaction of what comes of it. False when that has come of it already. */
export async function useUpAttempt(
  manager: EntityManager,
  { tenant, id }: Pick<StoredAttempt, 'tenant' | 'id'>,
): Promise<boolean> {
  const { affected } = await manager.update(
    StoredAttempt,
    { tenant, id, finishedAt: IsNull() },
    { finishedAt: () => 'now()' },
  );
  return affected === 1;
}
