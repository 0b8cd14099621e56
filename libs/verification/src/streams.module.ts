import { CurrentUser, OnlyServices, type ServiceToken } from '#auth';
import type { PostgresEventStore, StoredEvent } from '#event-sourcing';
import { FlagInQuery, FreeText, Id, IdParam, Ids, NumberInQuery, Problem, TextLike } from '#http';
import type { TenantDatabase } from '#database';
import {
  ConfigurableModuleBuilder,
  Controller,
  Get,
  Inject,
  Module,
  Query,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { BackgroundCheck } from './background-check';
import { changesAfter, type Change } from './changes';
import {
  checkStreams,
  checkTheseStreams,
  type CheckedStream,
  type CheckedStreams,
  type Log,
} from './check-streams';
import { checkKeptAnswers, type CheckedAnswers } from './kept-answers';
import { integrityOf, integrityOfAll, type IntegrityFigures } from './figures';
import type { Folding } from './folding';
import type { Foundation } from './foundations';
import type { Telling } from './told';
import { measureIntegrity } from './metrics';
import { Verifier } from './verifier';

/** Most streams and changes that one question is answered with. */
const pageLimit = 500;
/** Most streams that one question can name: an address is at most 16 kB long. */
const idsLimit = 200;

class StreamsQuery {
  @Id({ description: 'Stream id to go on after.', optional: true })
  after?: string;

  @Id({ description: 'Stream id to end with.', optional: true })
  until?: string;

  @Ids(idsLimit, { description: 'These streams instead of a range, separated by commas.', optional: true })
  ids?: string[];

  @NumberInQuery({ minimum: 1, maximum: pageLimit }, { optional: true })
  limit?: number;

  @FlagInQuery({ description: 'Whether the answer says how many streams there are.', optional: true })
  counted?: boolean;
}

class AnswersQuery {
  /** Key of a kept answer to go on after. */
  @FreeText(500, { optional: true })
  after?: string;
}

/** A place in the feed, as `Change` says it. */
class ChangesQuery {
  @TextLike(/^\d{1,19}$/, { optional: true })
  transactionId?: string;

  @TextLike(/^\d{1,18}$/, { optional: true })
  position?: string;
}

/** A service's own log: checks it in the background, and says what it holds and how far it has been checked. */
export class Integrity implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly background: BackgroundCheck;
  private stopListening: () => void = () => undefined;

  constructor(readonly log: Log) {
    this.background = new BackgroundCheck(log.database, new Verifier(log));
  }

  /** How far a tenant's streams have been checked, by whichever instance, and what differs now. */
  figuresOf(tenant: string): Promise<IntegrityFigures> {
    return integrityOf(this.log.database, tenant);
  }

  onApplicationBootstrap(): void {
    const { store, database } = this.log;
    measureIntegrity(() => database.acrossTenants(integrityOfAll));
    this.stopListening = store.onAppended(() => this.background.wake());
    this.background.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopListening();
    await this.background.stop();
  }
}

@ApiExcludeController()
@OnlyServices('audit')
@Controller('internal/streams')
class StreamsController {
  constructor(@Inject(Integrity) private readonly integrity: Integrity) {}

  /** Streams of the token's tenant, folded anew and checked, for the witness. */
  @Get()
  async page(
    @CurrentUser() { tenant }: ServiceToken,
    @Query() { ids, limit = 200, ...range }: StreamsQuery,
  ): Promise<CheckedStreams> {
    const { log } = this.integrity;
    if (ids !== undefined) return { streams: await checkTheseStreams(log, tenant, ids, true) };
    return checkStreams(log, { tenant, limit, told: true, ...range });
  }

  /** What has changed after a place in the feed, without content, for the witness to notice what it never heard of. */
  @Get('changes')
  async changes(
    @CurrentUser() { tenant }: ServiceToken,
    @Query() { transactionId = '0', position = '0' }: ChangesQuery,
  ): Promise<{ readonly changes: readonly Change[]; readonly more: boolean }> {
    const changes = await this.integrity.log.database.withTenant(tenant, (client) =>
      changesAfter(client, { transactionId, position }, pageLimit),
    );
    return { changes, more: changes.length === pageLimit };
  }

  /** The answers that are kept for repeated commands, checked against the log. */
  @Get('answers')
  answers(
    @CurrentUser() { tenant }: ServiceToken,
    @Query() { after }: AnswersQuery,
  ): Promise<CheckedAnswers> {
    return checkKeptAnswers(this.integrity.log.database, { tenant, after, limit: pageLimit });
  }

  /** One stream, checked in the same way. */
  @Get(':id')
  async one(@CurrentUser() { tenant }: ServiceToken, @IdParam() streamId: string): Promise<CheckedStream> {
    const [checked] = await checkTheseStreams(this.integrity.log, tenant, [streamId], true);
    if (checked === undefined || checked.streamType === '') throw new Problem('not-found');
    return checked;
  }

  /** One stream as it is stored, content sealed, for a bundle that is checked elsewhere. */
  @Get(':id/stored')
  async stored(
    @CurrentUser() { tenant }: ServiceToken,
    @IdParam() streamId: string,
  ): Promise<{ readonly events: readonly StoredEvent[] }> {
    return { events: await this.integrity.log.store.stored({ tenant, streamId }) };
  }
}

/** Whose streams are verified. */
export interface StreamsOptions {
  readonly database: TenantDatabase;
  readonly store: PostgresEventStore;
  /** One for each aggregate of the service (`folding(aggregate)`). */
  readonly foldings: readonly Folding[];
  /** What else its streams stand on. */
  readonly foundations?: readonly Foundation[];
  /** How it tells the others, as its relay was told. */
  readonly telling?: Telling;
}

const { ConfigurableModuleClass, MODULE_OPTIONS_TOKEN } = new ConfigurableModuleBuilder<StreamsOptions>()
  .setClassMethodName('forRoot')
  .build();

/**
 * The verification of a service's log, in the background and for the witness (`GET /internal/streams`). The database needs
 * `verificationMigrations`.
 */
@Module({
  controllers: [StreamsController],
  providers: [
    {
      provide: Integrity,
      inject: [MODULE_OPTIONS_TOKEN],
      useFactory: (log: StreamsOptions) => new Integrity(log),
    },
  ],
  exports: [Integrity],
})
export class StreamsModule extends ConfigurableModuleClass {}
