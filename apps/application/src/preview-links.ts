import { jwtVerify, SignJWT, type JWTVerifyGetKey } from 'jose';
import { ServiceKeys, SigningKey } from '#auth';
import { defineProblems, Problem } from '#http';

/** Which service somebody may see. */
export interface Previewed {
  readonly tenant: string;
  readonly serviceKey: string;
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

/** Never that of a service token: a link proves nothing about anybody. */
const audience = 'service-preview';
const lifetimeSeconds = 24 * 60 * 60;

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
  }: Previewed): Promise<{ readonly token: string; readonly validUntil: string }> {
    const until = Math.floor(this.now() / 1_000) + lifetimeSeconds;
    const token = await new SignJWT({ tenant })
      .setProtectedHeader({ alg: 'EdDSA', kid: this.signing.id })
      .setAudience(audience)
      .setSubject(serviceKey)
      .setExpirationTime(until)
      .sign(this.signing.key);
    return { token, validUntil: new Date(until * 1_000).toISOString() };
  }

  /** @throws Problem `preview-link-invalid` */
  async assertValid(token: string, { tenant, serviceKey }: Previewed): Promise<void> {
    const keyOf: JWTVerifyGetKey = ({ kid = '' }) => {
      const known = this.keys.find(kid);
      if (known?.service !== this.signing.service) throw new Error('another service signed it');
      return known.key;
    };
    try {
      const wanted = {
        audience,
        subject: serviceKey,
        algorithms: ['EdDSA'],
        currentDate: new Date(this.now()),
      };
      const { payload } = await jwtVerify(token, keyOf, wanted);
      if (payload['tenant'] !== tenant) throw new Error('it is another city');
    } catch (error) {
      throw new Problem('preview-link-invalid', {}, { cause: error });
    }
  }
}
