import { once } from 'node:events';
import { Injectable } from '@nestjs/common';
import type { Response } from 'express';
import { QueryBus } from '@nestjs/cqrs';
import { PostgresEventStore } from '#event-sourcing';
import type { ServiceToken } from '#auth';
import { TenantData } from '#database';
import type { AccountEvent } from './domain/account';
import { OtherServices } from './other-services';
import { PersonQuery } from './queries/person';
import { waysInOf } from './read-models/known-by';

/** Events of an account that are read at a time. */
const pageSize = 500;

/** Everything that is known of a person, written as it is read: its cost does not grow with how much it is. */
@Injectable()
export class Exports {
  constructor(
    private readonly queries: QueryBus,
    private readonly data: TenantData,
    private readonly store: PostgresEventStore,
    private readonly services: OtherServices,
  ) {}

  /**
   * Writes the document. What is asked first is asked before anything is written: a service that is away is a problem then; later
   * it breaks the answer off, which its reader notices.
   * @throws Problem `not-found`, `temporarily-unavailable`
   */
  async write({ tenant, sub: id }: ServiceToken, response: Response): Promise<void> {
    const { profile } = await this.queries.execute(new PersonQuery(tenant, id));
    const waysIn = await this.data.withTenant(tenant, (manager) => waysInOf(manager, tenant, id));
    const first = await this.services.page('application', tenant, id, undefined);
    response.set({
      'Content-Type': 'application/json; charset=utf-8',
      'Content-Disposition': 'attachment; filename="meine-daten.json"',
      'Cache-Control': 'no-store',
    });
    const write = async (text: string): Promise<void> => {
      if (!response.write(text)) await once(response, 'drain');
    };
    try {
      const at = new Date().toISOString();
      const person = { id, ...profile, waysIn };
      await write(`{"exportedAt":${JSON.stringify(at)},"person":${JSON.stringify(person)}`);
      await write(`,"account":[`);
      await this.writeItems(write, this.events(tenant, id));
      await write(`],"applications":[`);
      await this.writeItems(write, this.kept('application', tenant, id, first));
      await write(`],"mailbox":[`);
      await this.writeItems(write, this.kept('mailbox', tenant, id));
      await write(`],"payments":[`);
      await this.writeItems(write, this.kept('payment', tenant, id));
      response.end(`],"complete":true}\n`);
    } catch (error) {
      response.destroy(error instanceof Error ? error : undefined);
    }
  }

  private async writeItems(
    write: (text: string) => Promise<void>,
    items: AsyncIterable<unknown>,
  ): Promise<void> {
    let separator = '';
    for await (const item of items) {
      await write(separator + JSON.stringify(item));
      separator = ',\n';
    }
  }

  /** When somebody signed in, consented, and the like. */
  private async *events(tenant: string, streamId: string): AsyncIterable<unknown> {
    for (let afterVersion = 0; ;) {
      const { events } = await this.store.read<AccountEvent>(
        { tenant, streamId },
        { afterVersion, upToVersion: afterVersion + pageSize },
      );
      for (const { type, recordedAt, data } of events) yield { at: recordedAt, what: type, ...data };
      if (events.length < pageSize) return;
      afterVersion += pageSize;
    }
  }

  private async *kept(
    service: 'application' | 'mailbox' | 'payment',
    tenant: string,
    personId: string,
    first?: Awaited<ReturnType<OtherServices['page']>>,
  ): AsyncIterable<unknown> {
    for (let page = first ?? (await this.services.page(service, tenant, personId, undefined)); ;) {
      yield* page.items;
      if (page.nextCursor === undefined) return;
      page = await this.services.page(service, tenant, personId, page.nextCursor);
    }
  }
}
