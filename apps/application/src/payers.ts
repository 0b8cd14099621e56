import { Injectable } from '@nestjs/common';
import { KeyDestroyed } from '#encryption';
import { foldStream, PostgresEventStore } from '#event-sourcing';
import { payerOf, type Payer } from './addressee';
import { applicationDecider } from './commands/decider';
import { Drafts } from './drafts';
import { Orders } from './orders';
import { ServiceConfigurations } from './service-configurations';

const nobody: Payer = { address: {} };

/** Who pays the fee of an order: whose application it is, as they were declared and known when it was submitted. */
@Injectable()
export class Payers {
  constructor(
    private readonly orders: Orders,
    private readonly store: PostgresEventStore,
    private readonly configurations: ServiceConfigurations,
    private readonly drafts: Drafts,
  ) {}

  /** @returns without a name where nothing is declared (any more); undefined where there is no such order */
  async find(tenant: string, orderId: string): Promise<Payer | undefined> {
    const applicationId = await this.orders.applicationOf(tenant, orderId);
    if (applicationId === undefined) return undefined;
    const { state: application } = await foldStream(this.store, applicationDecider, {
      ...{ tenant, streamId: applicationId },
    });
    if (!('identity' in application)) return nobody;
    const { serviceKey, configurationVersion, identity, form: declared } = application;
    try {
      const contents = await this.drafts.contents(tenant, applicationId);
      const { profile, represented } = contents.open('identity', identity);
      const { form } = await this.configurations.get(tenant, serviceKey, configurationVersion);
      return payerOf({
        schema: form.schema,
        form: declared === undefined ? {} : contents.open('form', declared),
        profile: represented?.profile ?? profile,
      });
    } catch (error) {
      if (error instanceof KeyDestroyed) return nobody;
      throw error;
    }
  }
}
