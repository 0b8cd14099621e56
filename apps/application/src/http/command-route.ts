import { applyDecorators, HttpCode, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { CommandView } from './views';

/** The route of a command upon an application that exists: 200 with the new status, version in the ETag. */
export const CommandRoute = (path: string, summary: string) =>
  applyDecorators(Post(path), HttpCode(200), ApiOperation({ summary }), ApiOkResponse({ type: CommandView }));
