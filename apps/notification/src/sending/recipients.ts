import { Inject, Injectable } from '@nestjs/common';
import { ServiceCaller, ServiceRefused } from '#auth';
import type { Language } from '#contracts';
import type { ClaimedMail } from './send-log';

/** Base address of the identity service. */
export const IDENTITY_URL = Symbol('IDENTITY_URL');

/** Where a mail goes, known for the length of one attempt: it is asked for at that moment, and neither stored nor logged. */
export interface Recipient {
  readonly email: string;
  readonly language: Language;
  /** The link itself, where identity made one. */
  readonly url?: string;
}

/** Asks the identity service who gets a mail. */
@Injectable()
export class Recipients {
  constructor(
    private readonly caller: ServiceCaller,
    @Inject(IDENTITY_URL) private readonly baseUrl: string,
  ) {}

  /**
   * The recipient of a mail, or why there is none.
   * @throws Unavailable when identity does not answer: worth trying again.
   */
  async of({
    tenant,
    linkId,
    recipientId,
    correlationId,
  }: ClaimedMail): Promise<Recipient | 'recipient-unknown' | 'no-address'> {
    const call =
      linkId === null
        ? ({ method: 'GET', path: `/internal/persons/${recipientId}/contact` } as const)
        : ({ method: 'POST', path: `/internal/sign-in-links/${linkId}/mail` } as const);
    try {
      const answer = await this.caller.call<{ email?: string | null; language?: string; url?: string }>({
        service: 'identity',
        baseUrl: this.baseUrl,
        tenant,
        correlationId,
        ...call,
      });
      if (!answer.email) return 'no-address';
      return {
        email: answer.email,
        language: answer.language === 'en' ? 'en' : 'de',
        ...(answer.url !== undefined && { url: answer.url }),
      };
    } catch (error) {
      // Not known (any more), or a link that has expired. Everything else that is refused is a mistake between the services.
      if (error instanceof ServiceRefused && [404, 409, 410].includes(error.status))
        return 'recipient-unknown';
      throw error;
    }
  }
}
