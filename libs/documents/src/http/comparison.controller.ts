import { Controller, Get } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { CurrentUser, OnlyServices, type ServiceToken } from '#auth';
import { compareDocuments, type DocumentDifference } from '../comparison';
import { Documents } from '../documents';
import { DocumentsTable } from '../documents-table';

/** The store beside what is known of documents, for `npm run verify`. */
@ApiExcludeController()
@OnlyServices('audit')
@Controller('internal/documents/comparison')
export class ComparisonController {
  constructor(
    private readonly documents: Documents,
    private readonly table: DocumentsTable,
  ) {}

  @Get()
  async compare(
    @CurrentUser() { tenant }: ServiceToken,
  ): Promise<{ readonly differences: readonly DocumentDifference[] }> {
    return { differences: await compareDocuments(this.documents.store, this.table, tenant) };
  }
}
