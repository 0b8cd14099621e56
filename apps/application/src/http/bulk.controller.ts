import { Body, Controller, HttpCode, Post, Req } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentUser, Roles, type ServiceToken } from '#auth';
import { asStaff, type Acting } from '#commands';
import { IdempotencyKey, languageOf, ProblemCatalogue, scopedKey, type RequestKey } from '#http';
import type { Request } from 'express';
import { GiveCommand } from '../application.handler';
import type { AskedCommand } from '../commands';
import { BulkAssignInput, BulkForwardInput, BulkReleaseInput, type SeenCase } from './bulk';
import { BulkView, type BulkItemView } from './bulk-views';
import { commandView } from './views';

/**
 * The same command upon many cases, each on its own: what one is refused keeps no other from being done, and the answer says it for
 * each. When the service breaks off in between, the same request goes on where it was.
 */
@ApiTags('back-office')
@ApiBearerAuth('serviceToken')
@Roles('caseworker', 'head-of-office')
@Controller('backoffice/bulk')
export class BulkController {
  constructor(
    private readonly commands: CommandBus,
    private readonly problems: ProblemCatalogue,
  ) {}

  @ApiOperation({ summary: 'Takes cases, or (head of office) hands them to somebody' })
  @Post('assign')
  @HttpCode(200)
  @ApiOkResponse({ type: BulkView })
  assign(
    @CurrentUser() user: ServiceToken,
    @IdempotencyKey() key: RequestKey,
    @Body() { cases, ...input }: BulkAssignInput,
    @Req() request: Request,
  ): Promise<BulkView> {
    return this.each(asStaff(user), { key, cases, request }, { name: 'assign', input });
  }

  @ApiOperation({ summary: 'Forwards cases to the office that is responsible' })
  @Post('forward')
  @HttpCode(200)
  @ApiOkResponse({ type: BulkView })
  forward(
    @CurrentUser() user: ServiceToken,
    @IdempotencyKey() key: RequestKey,
    @Body() { cases, ...input }: BulkForwardInput,
    @Req() request: Request,
  ): Promise<BulkView> {
    return this.each(asStaff(user), { key, cases, request }, { name: 'forward', input });
  }

  @ApiOperation({ summary: 'Gives cases up, or (head of office) takes them from whoever has them' })
  @Post('release')
  @HttpCode(200)
  @ApiOkResponse({ type: BulkView })
  release(
    @CurrentUser() user: ServiceToken,
    @IdempotencyKey() key: RequestKey,
    @Body() { cases, ...input }: BulkReleaseInput,
    @Req() request: Request,
  ): Promise<BulkView> {
    return this.each(asStaff(user), { key, cases, request }, { name: 'release', input });
  }

  private async each(acting: Acting, bulk: Bulk, asked: AskedCommand): Promise<BulkView> {
    const items: BulkItemView[] = [];
    // One after another: many at once would take the connections from everybody else.
    for (const seen of bulk.cases) items.push(await this.one(acting, bulk, seen, asked));
    return { items, done: items.filter(({ problem }) => problem === undefined).length };
  }

  /** @throws whatever is nobody's fault who asks: then the rest waits for the request to be repeated */
  private async one(
    acting: Acting,
    { key: { key, fingerprint }, request }: Bulk,
    { id, version: expectedVersion }: SeenCase,
    asked: AskedCommand,
  ): Promise<BulkItemView> {
    const language = languageOf(request);
    const idempotency = scopedKey(acting.personId, { key: `${key}:${id}`, fingerprint });
    try {
      const given = new GiveCommand(acting, id, asked, { expectedVersion, idempotency });
      const { status, statusLabel, version } = commandView(await this.commands.execute(given), language);
      return { id, status, statusLabel, version };
    } catch (error) {
      const problem = this.problems.of(error);
      if (problem.status >= 500) throw error;
      return { id, problem: problem.details(language) };
    }
  }
}

interface Bulk {
  readonly key: RequestKey;
  readonly cases: readonly SeenCase[];
  readonly request: Request;
}
