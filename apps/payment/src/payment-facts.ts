import { Injectable } from '@nestjs/common';
import { DataKeys } from '#encryption';
import { v7 as uuidv7 } from 'uuid';
import { CityPayments } from './city-payments';
import type { Facts } from './commands/facts';
import type { Ciphertext } from './domain/payment';
import { Papers } from './papers';

/** Where the answers to what commands ask come from. */
@Injectable()
export class FactSources {
  constructor(
    private readonly keys: DataKeys,
    private readonly cities: CityPayments,
    private readonly papers: Papers,
  ) {}

  /** What may be asked about one payment. */
  of(tenant: string, paymentId: string): Facts {
    const { keys, cities, papers } = this;
    return {
      newId: uuidv7,
      seal: async (content, purpose) =>
        (await keys.sealerFor(tenant, paymentId)).seal(content, purpose) as string as Ciphertext,
      methods: (payment, at) => cities.methods(tenant, payment, at),
      debitPlan: (payment, at, count) => cities.debitPlan(tenant, payment, at, count),
      paper: (payment, paper) => papers.keep(tenant, paymentId, payment, paper),
      approvalAboveCents: () => cities.approvalAboveCents(tenant),
    };
  }
}
