import { Injectable } from '@nestjs/common';
import { exportJWK, generateKeyPair, type JWK } from 'jose';
import { v4 as uuidv4 } from 'uuid';
import { TenantData } from '#database';
import { addKey, keysOf, type HandOverKey } from '../../read-models/hand-over-keys';
import { Secrets } from '../../secrets';

const day = 24 * 60 * 60 * 1000;
/** So old a key is followed by another one. */
const rotatedAfterMs = 90 * day;
/** So long a new key is shown before it signs: by then whoever checks signatures has seen it. */
const shownBeforeMs = day;

/** The keys that sign what goes to other portals: made at first use, changed while in use, sealed in the database. */
@Injectable()
export class HandOverKeys {
  constructor(
    private readonly data: TenantData,
    private readonly secrets: Secrets,
  ) {}

  /** The private keys of a city; the first one signs. */
  async of(tenant: string, now = Date.now()): Promise<readonly JWK[]> {
    let keys = await this.stored(tenant);
    const [newest] = keys;
    if (newest === undefined || now - newest.madeAt.getTime() > rotatedAfterMs) {
      await this.make(tenant);
      keys = await this.stored(tenant);
    }
    const secrets = await this.secrets.ofCity(tenant);
    return inOrder(keys, now).map(({ kid, jwk }) => secrets.openHandOver<JWK>(jwk, `key:${kid}`));
  }

  private stored(tenant: string): Promise<readonly HandOverKey[]> {
    return this.data.withTenant(tenant, (manager) => keysOf(manager, tenant));
  }

  private async make(tenant: string): Promise<void> {
    const { privateKey } = await generateKeyPair('RS256', { extractable: true, modulusLength: 3072 });
    const kid = uuidv4();
    const jwk = { ...(await exportJWK(privateKey)), kid, alg: 'RS256', use: 'sig' };
    const sealed = (await this.secrets.ofCity(tenant)).sealHandOver(jwk, `key:${kid}`);
    await this.data.withTenant(tenant, (manager) => addKey(manager, { tenant, kid, jwk: sealed }));
  }
}

/** The newest one that others know by now, then the rest; where none is known, the oldest. */
export function inOrder<Key extends Pick<HandOverKey, 'madeAt'>>(keys: readonly Key[], now: number): Key[] {
  const known = keys.filter(({ madeAt }) => now - madeAt.getTime() >= shownBeforeMs);
  const fresh = keys.filter((key) => !known.includes(key)).reverse();
  return [...known, ...fresh];
}
