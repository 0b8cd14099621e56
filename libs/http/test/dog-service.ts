import type { Server } from 'node:http';
import {
  type INestApplication,
  Body,
  Controller,
  Get,
  HttpCode,
  Module,
  Patch,
  Post,
  Query,
  Res,
} from '@nestjs/common';
import supertest from 'supertest';
import { Unavailable } from '#availability';
import {
  AnswersWithETag,
  atExpectedVersion,
  Change,
  createService,
  currentCorrelationId,
  defineProblems,
  FlagInQuery,
  FreeText,
  LatinText,
  Health,
  HttpModule,
  Id,
  IdempotencyKey,
  IdParam,
  IfMatch,
  InnerDoor,
  Names,
  NumberInQuery,
  Ordinal,
  Problem,
  setETag,
  SeveralOf,
  TellsETag,
  Versioned,
  type AnyResponse,
  type ChangeRequest,
  type ErrorMapping,
  type ExpectedVersions,
  type ServiceOptions,
  type RequestKey,
} from '../src';
import { nodeResponse } from '../src/node-http';

class Dog {
  @FreeText(10, { example: 'Rex' })
  name!: string;

  @Ordinal({ example: 3 })
  age!: number;
}

class Nothing {}

class Search {
  @FreeText(20)
  query!: string;

  @NumberInQuery({ minimum: 1, maximum: 9 }, { optional: true })
  limit?: number;

  @SeveralOf(['big', 'small'], { optional: true })
  sizes?: string[];

  @FlagInQuery({ optional: true })
  barking?: boolean;
}

class Greeting {
  @FreeText(100, { optional: true })
  words?: string;

  @Names({ optional: true })
  names?: string[];

  @Id({ optional: true })
  from?: string;

  @LatinText(100, { optional: true })
  master?: string;

  @FreeText(100, { optional: true, removable: true })
  nickname?: string | null;
}

/** An error of the dogs themselves, whose meaning their module registers. */
class TooTired extends Error {}

const dogProblems = defineProblems({
  'too-tired': { status: 409, title: { de: 'Der Hund ist müde.', en: 'The dog is tired.' } },
});

const meaning: ErrorMapping = (error) =>
  error instanceof TooTired ? { slug: 'too-tired', members: { allowed: ['sleep'] } } : undefined;

const thrown: Record<string, () => unknown> = {
  tired: () => new TooTired(),
  away: () => new Unavailable('kennel', new Error('ECONNREFUSED')),
  unregistered: () => new Problem('nobody-has-words-for-this'),
  mistake: () => new TypeError('secret internals'),
};

/** The version that every dog is at. */
const dogVersion = 5;

/** What a test does to the service. */
export const dogs = { databaseIsAway: false, now: 0 };

@Controller()
class DogController {
  @Post('dogs')
  create(@Body() dog: Dog, @IdempotencyKey() key: RequestKey): object {
    return { dog, key };
  }

  @Post('anything')
  @HttpCode(200)
  anything(@Body() body: unknown): object {
    return { body: body ?? null };
  }

  @Post('nothing')
  @HttpCode(200)
  nothing(@Body() nothing: Nothing): object {
    return nothing;
  }

  @Patch('dogs/:id')
  change(
    @IdParam() id: string,
    @IfMatch() expected: ExpectedVersions,
    @Res({ passthrough: true }) response: AnyResponse,
  ): Promise<object> {
    return atExpectedVersion(expected, async (version = dogVersion) => {
      if (version !== dogVersion) throw new Problem('version-conflict');
      setETag(response, version + 1);
      return { id, correlationId: currentCorrelationId() };
    });
  }

  @Get('dogs/:id')
  @AnswersWithETag()
  show(@IdParam() id: string): Versioned<object> {
    return new Versioned(dogVersion, { id });
  }

  @Get('breeds')
  @TellsETag()
  breeds(@Res({ passthrough: true }) response: AnyResponse): object {
    nodeResponse(response).setHeader('Cache-Control', 'no-cache');
    setETag(response, dogVersion);
    return { breeds: ['pug'] };
  }

  @Post('dogs/:id/walk')
  @HttpCode(200)
  @AnswersWithETag()
  walk(@Change() { id, expected, key, request }: ChangeRequest, @Body() _: Nothing): Versioned<object> {
    const [version] = expected as readonly number[];
    return new Versioned((version ?? dogVersion) + 1, { id, key: key.key, path: request.originalUrl });
  }

  @Post('dogs/:id/greet')
  @HttpCode(200)
  greet(@IdParam() id: string, @Body() greeting: Greeting): object {
    return { id, greeting };
  }

  @Get('dogs')
  find(@Query() search: Search): object {
    return search;
  }

  @Get('throw')
  throw(@Query('what') what: string): never {
    throw thrown[what]?.();
  }
}

@Module({
  imports: [HttpModule.forFeature({ problems: [dogProblems], errors: [meaning] })],
  controllers: [DogController],
  providers: [
    {
      provide: Health,
      useFactory: () =>
        new Health(
          {
            database: () => {
              if (dogs.databaseIsAway) throw new Error('connection refused');
            },
            relay: () => ({ lag: 0 }),
          },
          2_000,
          () => dogs.now,
        ),
    },
  ],
})
class DogModule {}

const common = { service: 'dogs', PORT: 0, HOST: '127.0.0.1', LOG_LEVEL: 'silent' } as const;

/** The platforms that a service can run on: it answers alike on both. */
export const platforms = ['fastify', 'express'] as const;

/** A small service with one of everything that the edge does, running for the tests around it. */
export function dogService(platform: NonNullable<ServiceOptions['platform']>): {
  readonly app: INestApplication;
  readonly http: ReturnType<typeof supertest>;
  /** Asks at the inner port. */
  inner(path: string, method?: string): Promise<readonly [status: number, body: unknown]>;
} {
  let app: INestApplication | undefined;
  let innerPort = 0;
  beforeAll(async () => {
    app = await createService(DogModule, { ...common, platform });
    await app.listen(0, '127.0.0.1');
    innerPort = await app.get(InnerDoor).open(0, '127.0.0.1');
  });
  afterAll(() => app?.close());
  const running = (): INestApplication => app ?? raise();
  return {
    get app() {
      return running();
    },
    get http() {
      return supertest(running().getHttpServer() as Server);
    },
    async inner(path, method = 'GET') {
      const answer = await fetch(`http://127.0.0.1:${innerPort}${path}`, { method });
      const isJson = answer.headers.get('content-type')?.startsWith('application/json');
      return [answer.status, isJson ? await answer.json() : await answer.text()];
    },
  };
}

function raise(): never {
  throw new Error('the service runs only within tests');
}

export const problem = (slug: string): string => `urn:serviceportal:problem:${slug}`;
