import { Injectable } from '@nestjs/common';
import { Unavailable } from '#availability';
import { ServiceCaller, ServiceRefused } from '#auth';
import { currentCorrelationId, Problem } from '#http';

/** Where the services are that identity asks. */
export interface ServiceAddresses {
  readonly application: string;
  readonly mailbox: string;
  readonly payment: string;
  readonly audit: string;
}

/** What of a person's matters is kept, and until when (law 9). */
export interface Holdings {
  readonly drafts: number;
  readonly cases: number;
  /** Of the cases that were closed last; the others are kept as long as they run, and their period beyond that. */
  readonly items: readonly KeptCase[];
}

/** A case that is kept although its person is erased. */
export interface KeptCase {
  readonly reference: string;
  readonly title: { readonly de: string; readonly en: string };
  /** Last day; `null` while it runs. */
  readonly keptUntil: string | null;
  /** Years from the end of the year in which it is closed. */
  readonly retentionYears: number;
}

/** A page of what another service keeps of a person. */
export interface KeptPage {
  readonly items: readonly unknown[];
  readonly nextCursor?: string;
}

/** What identity asks the other services about a person, for the rights that the person has (law 12). */
@Injectable()
export class OtherServices {
  constructor(
    private readonly caller: ServiceCaller,
    private readonly addresses: ServiceAddresses,
  ) {}

  /** @throws Problem `temporarily-unavailable` */
  holdings(tenant: string, personId: string): Promise<Holdings> {
    return this.ask('application', tenant, `/internal/persons/${personId}/holdings`);
  }

  /**
   * A page of a person's applications, of their threads or of their payments, each with everything that the person sees of it.
   * @throws Problem `temporarily-unavailable`
   */
  page(
    service: 'application' | 'mailbox' | 'payment',
    tenant: string,
    personId: string,
    cursor: string | undefined,
  ): Promise<KeptPage> {
    const query = cursor === undefined ? '' : `?cursor=${encodeURIComponent(cursor)}`;
    return this.ask(service, tenant, `/internal/persons/${personId}/export${query}`);
  }

  /** The accounts of which the witness has heard that they ended. @throws Problem `temporarily-unavailable` */
  endedAccounts(tenant: string, after: string | undefined): Promise<{ readonly items: readonly string[] }> {
    const query = after === undefined ? '' : `?after=${after}`;
    return this.ask('audit', tenant, `/internal/ended-accounts${query}`);
  }

  private async ask<Answer>(service: keyof ServiceAddresses, tenant: string, path: string): Promise<Answer> {
    try {
      return await this.caller.call<Answer>({
        ...{ service, path, tenant },
        baseUrl: this.addresses[service],
        correlationId: currentCorrelationId(),
        timeoutMs: 10_000,
      });
    } catch (error) {
      if (error instanceof Unavailable || error instanceof ServiceRefused)
        throw new Problem('temporarily-unavailable', {}, { cause: error });
      throw error;
    }
  }
}
