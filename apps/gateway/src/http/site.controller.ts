import { Controller, Get, Req } from '@nestjs/common';
import type { Request } from 'express';
import { siteOf } from '../site';

/** The start page of a back-office, until its web pages stand here. */
@Controller()
export class SiteController {
  /** Where a program that found the host goes on. */
  @Get()
  index(@Req() request: Request): object {
    const { tenant, site } = siteOf(request);
    return {
      tenant: tenant.key,
      name: tenant.name,
      site,
      documentation: '/api/docs',
      openapi: '/api/openapi.json',
      asyncapi: '/api/asyncapi.json',
    };
  }
}
