import { Logger } from '@nestjs/common';
import { validate as isUuid } from 'uuid';
import { rest } from '#waiting';
import type { TenantDatabase } from '#database';
import type { Asking } from './asking';
import type { Looking } from './looking';
import type { PortalAddresses } from './portal-addresses';
import { ProviderAway } from './providers/provider';
import { findPaymentOfAttempt } from './read-models/payments';

/** Ms for which a browser that comes back waits for the provider's answer; the page shows it later, too. */
const patienceMs = 3_000;

/** Browsers that come back from a provider. */
export class Returns {
  private readonly logger = new Logger('returns');

  constructor(
    private readonly database: TenantDatabase,
    private readonly asking: Asking,
    private readonly looking: Looking,
    private readonly addresses: PortalAddresses,
  ) {}

  /** Has the attempt looked at. @returns the page of the portal where the person goes on */
  async pageAfter(tenant: string, paymentId: string, attemptId: string): Promise<string> {
    const isKnown =
      isUuid(attemptId) && (await findPaymentOfAttempt(this.database, tenant, attemptId)) === paymentId;
    if (!isKnown) return this.addresses.pageOf(tenant, undefined);
    const waiting = new AbortController();
    const looked = this.looking.look({ tenant, paymentId, attemptId }).catch((error: unknown) => {
      const level = error instanceof ProviderAway ? 'warn' : 'error';
      this.logger[level]({ err: error, paymentId }, 'a browser came back, and nothing could be learned');
    });
    await Promise.race([looked, rest(patienceMs, waiting.signal)]);
    waiting.abort();
    const { applicationId } = await this.asking.payment(tenant, paymentId);
    return this.addresses.pageOf(tenant, applicationId);
  }
}
