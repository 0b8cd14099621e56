import { Injectable } from '@nestjs/common';
import { DataKeys, type Sealer } from '#encryption';

/** The subject of the data key that a city's secrets are derived from; no person and no application has this id. */
const subjectId = '00000000-0000-8000-8000-000000000001';

/**
 * What identity keeps about nobody in particular: a key per city that hashes addresses, derives the secrets of links and
 * CSRF tokens and seals what waits for a sign-in. It is stored wrapped by the key-encryption key, so that key can be
 * rotated without anybody losing an account.
 */
@Injectable()
export class CitySecrets {
  constructor(private readonly dataKeys: DataKeys) {}

  /** @param tenant key of the city; the same address in two cities has two unrelated hashes. */
  async of(tenant: string): Promise<Sealer> {
    return this.dataKeys.sealerFor(tenant, subjectId);
  }

  /** The value that unsafe requests of a session must repeat in `X-CSRF-Token`: bound to the session, stored nowhere. */
  async csrfToken(tenant: string, sessionHandle: string): Promise<string> {
    return (await this.of(tenant)).fingerprint(sessionHandle, 'csrf-token').toString('base64url');
  }
}
