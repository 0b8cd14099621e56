import { dirname } from 'node:path';
import { Controller, Get, Header, Param, Req, Res, UseGuards } from '@nestjs/common';
import type { Request, Response } from 'express';
import { asyncApiDocument } from '#contracts';
import { Problem, ProblemCatalogue, problemTypePrefix } from '#http';
import type { OpenApiDocument } from '../openapi/document';
import { mergeDocuments } from '../openapi/merge';
import { ServiceDocuments } from '../openapi/service-documents';
import { siteOf } from '../site';
import { docsPage, docsScript } from './docs-page';
import { RateLimitGuard } from './rate-limit.guard';

/** The files of Swagger UI that the page needs; nothing else of the package is served. */
const assets = ['swagger-ui.css', 'swagger-ui-bundle.js', 'favicon-32x32.png'] as const;

const assetFolder = dirname(require.resolve('swagger-ui-dist/package.json'));

const siteNames = { portal: 'Portal', backoffice: 'Back-office' } as const;

/** What foreign programs and their authors read: OpenAPI of the site, AsyncAPI of the events, and a page for people. */
@Controller('api')
@UseGuards(RateLimitGuard)
export class DocumentsController {
  constructor(
    private readonly documents: ServiceDocuments,
    private readonly problems: ProblemCatalogue,
  ) {}

  /** The merged OpenAPI 3.1 document of this site. */
  @Get('openapi.json')
  async openApi(@Req() request: Request): Promise<OpenApiDocument> {
    const { tenant, site } = siteOf(request);
    return mergeDocuments(await this.documents.all(), {
      site,
      title: `${tenant.name}: ${siteNames[site]}`,
      description:
        'Every POST takes `Idempotency-Key`, and saving a form may; every change takes `If-Match` and answers with the new `ETag`. ' +
        'Errors are RFC 9457 problem details with stable types, in German or English by `Accept-Language`.',
      problems: this.problems.all.map(([slug]) => problemTypePrefix + slug),
    });
  }

  /** The AsyncAPI 3 document of the contract events. */
  @Get('asyncapi.json')
  asyncApi(@Req() request: Request): object {
    siteOf(request);
    return asyncApiDocument();
  }

  /** The OpenAPI document as a page to read and try. */
  @Get('docs')
  @Header('Content-Type', 'text/html; charset=utf-8')
  page(@Req() request: Request): string {
    return docsPage(siteOf(request));
  }

  @Get('docs/start.js')
  @Header('Content-Type', 'text/javascript; charset=utf-8')
  script(): string {
    return docsScript;
  }

  @Get('docs/:asset')
  asset(@Param('asset') name: string, @Res() response: Response): void {
    if (!assets.some((asset) => asset === name)) throw new Problem('not-found');
    response.removeHeader('Cache-Control');
    response.sendFile(name, { root: assetFolder, maxAge: '1 h' });
  }
}
