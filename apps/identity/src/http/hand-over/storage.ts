import type { Adapter, AdapterPayload } from 'oidc-provider';
import type { TenantData } from '#database';
import {
  consumeArtefact,
  findArtefact,
  keepArtefact,
  removeArtefact,
  removeGrants,
  type HandOverArtefact,
} from '../../read-models/hand-over-artefacts';
import { secretHash, type Secrets } from '../../secrets';

/** What has no end of its own is kept as long as this, in seconds. */
const longest = 14 * 24 * 60 * 60;

/** Where oidc-provider keeps codes, tokens and sign-ins of a city: sealed, under hashes, for all instances alike. */
export class HandOverStorage implements Adapter {
  /** @param kind e.g. `AccessToken` */
  constructor(
    private readonly tenant: string,
    private readonly kind: string,
    private readonly data: TenantData,
    private readonly secrets: Secrets,
  ) {}

  /** @param expiresIn seconds */
  async upsert(id: string, payload: AdapterPayload, expiresIn?: number): Promise<void> {
    const name = this.name(id);
    const sealed = (await this.secrets.ofCity(this.tenant)).sealHandOver(payload, this.sealedAs(name.id));
    const { grantId = null, uid = null } = payload;
    await this.data.withTenant(this.tenant, (manager) =>
      keepArtefact(manager, { ...name, grantId, uid, payload: sealed }, expiresIn || longest),
    );
  }

  async find(id: string): Promise<AdapterPayload | undefined> {
    return this.opened(
      await this.data.withTenant(this.tenant, (manager) => findArtefact(manager, this.name(id))),
    );
  }

  async findByUid(uid: string): Promise<AdapterPayload | undefined> {
    const { tenant, kind } = this;
    return this.opened(
      await this.data.withTenant(tenant, (manager) => findArtefact(manager, { tenant, kind, uid })),
    );
  }

  /** Of sign-ins on devices without a browser, which there are none of here. */
  findByUserCode(): Promise<undefined> {
    return Promise.resolve(undefined);
  }

  consume(id: string): Promise<void> {
    return this.data.withTenant(this.tenant, (manager) => consumeArtefact(manager, this.name(id)));
  }

  destroy(id: string): Promise<void> {
    return this.data.withTenant(this.tenant, (manager) => removeArtefact(manager, this.name(id)));
  }

  revokeByGrantId(grantId: string): Promise<void> {
    return this.data.withTenant(this.tenant, (manager) =>
      removeGrants(manager, this.tenant, [{ grantId, id: secretHash(grantId) }]),
    );
  }

  private async opened(row: HandOverArtefact | null): Promise<AdapterPayload | undefined> {
    if (row === null) return undefined;
    const secrets = await this.secrets.ofCity(this.tenant);
    const payload = secrets.openHandOver<AdapterPayload>(row.payload, this.sealedAs(row.id));
    const consumed = row.consumedAt && Math.floor(row.consumedAt.getTime() / 1000);
    return consumed === null ? payload : { ...payload, consumed };
  }

  private name(id: string): Pick<HandOverArtefact, 'tenant' | 'kind' | 'id'> {
    return { tenant: this.tenant, kind: this.kind, id: secretHash(id) };
  }

  private sealedAs(id: Buffer): string {
    return `${this.kind}:${id.toString('hex')}`;
  }
}
