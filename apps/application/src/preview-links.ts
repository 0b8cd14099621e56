import { readStatement, signStatement, ServiceKeys, SigningKey } from '#auth';
import { defineProblems, Problem } from '#http';

/** Which service somebody may see. */
export interface Previewed {
  readonly tenant: string;
  readonly serviceKey: string;
  /** Of which version; undefined: the one that is in force when they look. */
  readonly version?: string | undefined;
}

/** What can be wrong with a link. */
export const previewProblems = defineProblems({
  'preview-link-invalid': {
    status: 403,
    title: { de: 'Dieser Vorschau-Link gilt nicht mehr.', en: 'This preview link is no longer valid.' },
    detail: {
      de: 'Ein Link zur Vorschau gilt 24 Stunden. Bitten Sie die Stadtverwaltung um einen neuen.',
      en: 'A preview link is valid for 24 hours. Please ask the city administration for a new one.',
    },
  },
});

const audience = 'service-preview';
const lifetimeMs = 24 * 60 * 60 * 1_000;

/** Links under which a service can be seen that is not public yet. Nothing is stored: the service signs them. */
export class PreviewLinks {
  /** @param now milliseconds since 1970 */
  constructor(
    private readonly signing: SigningKey,
    private readonly keys: ServiceKeys,
    private readonly now: () => number = Date.now,
  ) {}

  /** @returns `validUntil` in UTC, ISO 8601 */
  async make({
    tenant,
    serviceKey,
    version,
  }: Previewed): Promise<{ readonly token: string; readonly validUntil: string }> {
    const at = this.now();
    const until = Math.floor(at / 1_000) * 1_000 + lifetimeMs;
    const statement = {
      audience,
      subject: serviceKey,
      says: { tenant, ...(version !== undefined && { version }) },
      until,
    };
    return {
      token: await signStatement(this.signing, statement, at),
      validUntil: new Date(until).toISOString(),
    };
  }

  /**
   * What a link shows.
   * @param asked of which service it has to be
   * @throws Problem `preview-link-invalid`
   */
  async read(token: string, { tenant, serviceKey }: Previewed): Promise<Previewed> {
    try {
      const expected = { audience, by: this.signing.service, at: this.now() };
      const { subject, says } = await readStatement(this.keys, token, expected);
      if (subject !== serviceKey || says['tenant'] !== tenant) throw new Error('it is for another service');
      const { version } = says;
      return { tenant, serviceKey, ...(typeof version === 'string' && { version }) };
    } catch (error) {
      throw new Problem('preview-link-invalid', {}, { cause: error });
    }
  }
}
