import { Body, Controller, Get, HttpCode, Module, Patch, Post, Query, Req, Res } from '@nestjs/common';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { IsInt, IsOptional, IsString, MaxLength, MinLength } from 'class-validator';
import type { Request, Response } from 'express';
import supertest from 'supertest';
import { KeyReused, Refusal, StoreUnavailable, VersionConflict } from '#event-sourcing';
import {
  Change,
  createService,
  currentCorrelationId,
  HealthModule,
  IdempotencyKey,
  IdParam,
  IfMatch,
  setETag,
  type ChangeRequest,
  type RequestKey,
} from '../src';

class Dog {
  @IsString()
  @MaxLength(10)
  @ApiProperty({ example: 'Rex' })
  name!: string;

  @IsInt()
  @ApiProperty({ example: 3 })
  age!: number;
}

class Nothing {}

class Search {
  @IsString()
  @MinLength(1)
  @ApiProperty()
  query!: string;
}

class Greeting {
  @IsOptional()
  @IsString()
  @ApiPropertyOptional()
  words?: string;
}

const thrown: Record<string, () => unknown> = {
  refusal: () => new Refusal('documents-missing', { allowed: ['supply-documents'] }),
  stale: () => new VersionConflict({ tenant: 'duisburg', streamId: 's' }, 3),
  reused: () => new KeyReused('k'),
  away: () => new StoreUnavailable(new Error('ECONNREFUSED')),
  'connection-lost': () => Object.assign(new Error('terminating connection'), { code: '57P01' }),
  'bad-value': () => Object.assign(new Error('invalid input syntax'), { code: '22P02' }),
  mistake: () => new TypeError('secret internals'),
};

/** What a test does to the service. */
export const dogs = { databaseIsAway: false };

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
    @IfMatch() version: number,
    @Res({ passthrough: true }) response: Response,
  ): object {
    setETag(response, version + 1);
    return { id, correlationId: currentCorrelationId() };
  }

  @Post('dogs/:id/walk')
  @HttpCode(200)
  walk(@Change() { id, expectedVersion, key, request, response }: ChangeRequest, @Body() _: Nothing): object {
    setETag(response, expectedVersion + 1);
    return { id, key: key.key, path: request.path };
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
  throw(@Req() request: Request): never {
    throw thrown[String(request.query['what'])]?.();
  }
}

@Module({
  imports: [
    HealthModule.forRoot({
      parts: () => ({
        database: () => {
          if (dogs.databaseIsAway) throw new Error('connection refused');
        },
        relay: () => ({ lag: 0 }),
      }),
    }),
  ],
  controllers: [DogController],
})
class DogModule {}

const serviceOptions = { service: 'dogs', PORT: 0, HOST: '127.0.0.1', LOG_LEVEL: 'silent' } as const;

/** A small service with one of everything that the edge does, running for the tests of a file. */
export function dogService(): {
  readonly app: NestExpressApplication;
  readonly http: ReturnType<typeof supertest>;
} {
  let app: NestExpressApplication | undefined;
  beforeAll(async () => {
    app = await createService(DogModule, serviceOptions);
    await app.listen(0, '127.0.0.1');
  });
  afterAll(() => app?.close());
  const running = (): NestExpressApplication => app ?? raise();
  return {
    get app() {
      return running();
    },
    get http() {
      return supertest(running().getHttpServer());
    },
  };
}

function raise(): never {
  throw new Error('the service runs only within tests');
}

export const problem = (slug: string): string => `urn:serviceportal:problem:${slug}`;
