import type { Adapter, AdapterPayload, ClientMetadata } from 'oidc-provider';

/**
 * Where oidc-provider keeps sign-ins, codes and sessions: in memory, because a restart of this stand-in may end them.
 * One instance per kind of artefact; all share the table, so that revoking a grant reaches everything made under it.
 */
const entries = new Map<string, { payload: AdapterPayload; expiresAt: number }>();

export class MemoryStorage implements Adapter {
  /** @param kind e.g. `Session` */
  constructor(private readonly kind: string) {}

  /** @param expiresIn seconds */
  async upsert(id: string, payload: AdapterPayload, expiresIn: number): Promise<void> {
    entries.set(this.key(id), { payload, expiresAt: expiresIn ? Date.now() + expiresIn * 1000 : Infinity });
  }

  async find(id: string): Promise<AdapterPayload | undefined> {
    const entry = entries.get(this.key(id));
    if (entry && entry.expiresAt > Date.now()) return entry.payload;
    entries.delete(this.key(id));
    return undefined;
  }

  async findByUid(uid: string): Promise<AdapterPayload | undefined> {
    return this.findWhere((payload) => payload.uid === uid);
  }

  async findByUserCode(userCode: string): Promise<AdapterPayload | undefined> {
    return this.findWhere((payload) => payload.userCode === userCode);
  }

  /** Marks a code as used, so that a second use is noticed. */
  async consume(id: string): Promise<void> {
    const payload = await this.find(id);
    if (payload) payload.consumed = Math.floor(Date.now() / 1000);
  }

  async destroy(id: string): Promise<void> {
    entries.delete(this.key(id));
  }

  async revokeByGrantId(grantId: string): Promise<void> {
    for (const [key, { payload }] of entries) if (payload.grantId === grantId) entries.delete(key);
  }

  private key(id: string): string {
    return `${this.kind}:${id}`;
  }

  private findWhere(matches: (payload: AdapterPayload) => boolean): AdapterPayload | undefined {
    for (const [key, { payload, expiresAt }] of entries) {
      if (key.startsWith(`${this.kind}:`) && expiresAt > Date.now() && matches(payload)) return payload;
    }
    return undefined;
  }
}

/** The one client, asked for whenever it is needed, because cities come and go. Nobody registers another. */
export class ClientStorage extends MemoryStorage {
  constructor(private readonly client: () => ClientMetadata) {
    super('Client');
  }

  override async find(id: string): Promise<AdapterPayload | undefined> {
    const client = this.client();
    return client.client_id === id ? (client as AdapterPayload) : undefined;
  }
}
