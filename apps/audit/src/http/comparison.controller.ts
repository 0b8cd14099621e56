import { CurrentUser, OnlyServices, type ServiceToken } from '#auth';
import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Difference } from '../domain/compare';
import { Id } from '#http';
import { Comparer, type ComparedPage } from '../comparison/comparer';
import type { Reception } from '../comparison/findings';

class PageQuery {
  @Id({ description: 'Stream id to go on after.', optional: true })
  after?: string;
}

/** The comparison page by page, for `npm run verify` to show how far it is. */
@ApiExcludeController()
@OnlyServices('audit')
@Controller('internal/comparison')
export class ComparisonController {
  constructor(private readonly comparer: Comparer) {}

  @Get()
  async sources(): Promise<Reception & { readonly sources: readonly string[] }> {
    return { sources: this.comparer.sources.map(({ name }) => name), ...(await this.comparer.reception()) };
  }

  @Get(':source/answers')
  async answers(
    @CurrentUser() { tenant }: ServiceToken,
    @Param('source') source: string,
  ): Promise<{ readonly differences: readonly Difference[] }> {
    return { differences: await this.comparer.wrongAnswers(source, tenant) };
  }

  @Get(':source')
  page(
    @CurrentUser() { tenant }: ServiceToken,
    @Param('source') source: string,
    @Query() { after }: PageQuery,
  ): Promise<ComparedPage> {
    return this.comparer.comparePageNow(source, tenant, after, after === undefined);
  }
}
