import { Controller, Get, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiExcludeController } from '@nestjs/swagger';
import { CurrentUser, OnlyServices, type ServiceToken } from '#auth';
import type { Acting } from '#commands';
import { TenantDatabase } from '#database';
import { Cursor, IdParam, readCursor } from '#http';
import { PaymentQuery } from '../queries/payment-query';
import { findPayments } from '../read-models/payments';
import { Titles } from '../titles';
import { paymentView, type PaymentView } from './views';

class ExportQuery {
  @Cursor()
  cursor?: string;
}

/** Payments on one page of an export: each is read as a whole. */
const pageSize = 10;

/** What identity asks about a person, for the rights that the person has (law 12). */
@ApiExcludeController()
@OnlyServices('identity')
@Controller('internal/persons')
export class PersonsController {
  constructor(
    private readonly queries: QueryBus,
    private readonly database: TenantDatabase,
    private readonly titles: Titles,
  ) {}

  /** A page of a person's payments, each with everything that the person sees of it. */
  @Get(':id/export')
  async export(
    @CurrentUser() { tenant }: ServiceToken,
    @IdParam() id: string,
    @Query() { cursor }: ExportQuery,
  ): Promise<{ readonly items: readonly PaymentView[]; readonly nextCursor?: string }> {
    const acting: Acting = {
      ...{ tenant, personId: id, role: 'citizen', offices: [], levelOfAssurance: 'none' },
    };
    const page = await findPayments(this.database, tenant, {
      ...{ citizen: id, after: readCursor(cursor), limit: pageSize },
    });
    const items = await Promise.all(
      page.items.map(async (line) => {
        const read = await this.queries.execute(new PaymentQuery(acting, line.id));
        return paymentView(read, acting, this.titles.of(tenant), 'de');
      }),
    );
    const { nextCursor } = page;
    return { items, ...(nextCursor !== undefined && { nextCursor }) };
  }
}
