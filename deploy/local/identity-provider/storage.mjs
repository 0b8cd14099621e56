/**
 * Where oidc-provider keeps sign-ins, codes and sessions: in memory, because a restart of this stand-in may end them.
 * One instance per kind of artefact; all share the table, so that revoking a grant reaches everything made under it.
 */

/** @type {Map<string, { payload: import('oidc-provider').AdapterPayload, expiresAt: number }>} */
const entries = new Map();

/** @implements {import('oidc-provider').Adapter} */
export class MemoryStorage {
  /** @param {string} kind e.g. `Session` */
  constructor(kind) {
    this.kind = kind;
  }

  /** @param {string} id @param {import('oidc-provider').AdapterPayload} payload @param {number} expiresIn seconds */
  async upsert(id, payload, expiresIn) {
    entries.set(this.#key(id), { payload, expiresAt: expiresIn ? Date.now() + expiresIn * 1000 : Infinity });
  }

  /** @param {string} id */
  async find(id) {
    const entry = entries.get(this.#key(id));
    if (entry && entry.expiresAt > Date.now()) return entry.payload;
    entries.delete(this.#key(id));
    return undefined;
  }

  /** @param {string} uid */
  async findByUid(uid) {
    return this.#findWhere((payload) => payload.uid === uid);
  }

  /** @param {string} userCode */
  async findByUserCode(userCode) {
    return this.#findWhere((payload) => payload.userCode === userCode);
  }

  /** Marks a code as used, so that a second use is noticed. @param {string} id */
  async consume(id) {
    const payload = await this.find(id);
    if (payload) payload.consumed = Math.floor(Date.now() / 1000);
  }

  /** @param {string} id */
  async destroy(id) {
    entries.delete(this.#key(id));
  }

  /** @param {string} grantId */
  async revokeByGrantId(grantId) {
    for (const [key, { payload }] of entries) if (payload.grantId === grantId) entries.delete(key);
  }

  /** @param {string} id */
  #key(id) {
    return `${this.kind}:${id}`;
  }

  /** @param {(payload: import('oidc-provider').AdapterPayload) => boolean} matches */
  #findWhere(matches) {
    for (const [key, { payload, expiresAt }] of entries) {
      if (key.startsWith(`${this.kind}:`) && expiresAt > Date.now() && matches(payload)) return payload;
    }
    return undefined;
  }
}
