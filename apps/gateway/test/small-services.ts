import { randomUUID } from 'node:crypto';
import {
  All,
  Body,
  Controller,
  Get,
  HttpCode,
  Module,
  Post,
  Req,
  Res,
  UnauthorizedException,
  type DynamicModule,
} from '@nestjs/common';
import type { Server } from 'node:http';
import type { INestApplication } from '@nestjs/common';
import type { Request, Response } from 'express';
import { IsString } from 'class-validator';
import { ApiProperty } from '@nestjs/swagger';
import {
  accessKey,
  createService,
  EventStreams,
  HealthModule,
  InnerDoor,
  IdempotencyKey,
  Problem,
  type EventStream,
} from '#http';
import { SetMetadata } from '@nestjs/common';
import { decodeJwt } from 'jose';
import { tokenFor, type Keys } from '#testing';
import { partNames, type PartName } from '../src/parts';

/** What a service saw of a request. */
export interface Seen {
  readonly service: string;
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: unknown;
}

/** Whose all sessions of the small identity are. */
export const testPerson = '00000000-0000-7000-8000-000000000001';

/** What the small services share with the test. */
export class Notebook {
  readonly seen: Seen[] = [];
  readonly streams: EventStream[] = [];
  /** Open sessions at identity: session id → CSRF token. */
  readonly sessions = new Map<string, string>();
  sessionQuestions = 0;
  /** Whether somebody did something, by what the gateway said in each of the questions. */
  readonly activity: unknown[] = [];
  /** How long the open sessions last, in milliseconds. */
  remainingMs = 60_000;
  /** Handles of sessions that go on under other ones: a token of theirs is not accepted any more. */
  readonly formerHandles = new Set<string>();
  /** Gateways that are told whose sessions change. */
  readonly listeners = new Set<EventStream>();
  /** Identity does not accept the gateway's own token. */
  refusesGateway = false;
  /** Where the inner ports are. */
  readonly innerUrls: Partial<Record<PartName, string>> = {};
  /** Requests to `/portal/hang` that are waiting now. */
  hanging = 0;

  /** Everybody who listens hears that a person's sessions have changed. */
  async tellOf(personId: string): Promise<void> {
    for (const listener of this.listeners) await listener.send({ event: 'sessions', data: { personId } });
  }

  get last(): Seen | undefined {
    return this.seen.at(-1);
  }
}

class Note {
  @IsString()
  @ApiProperty({ example: 'Guten Tag' })
  text!: string;
}

function smallModule(service: PartName, notebook: Notebook, keys: Keys): DynamicModule {
  @Controller()
  class SmallController {
    constructor(private readonly streams: EventStreams) {}

    /** Identity only, as in the real one. */
    @Post('internal/session-token')
    @HttpCode(200)
    async sessionToken(@Body() question: Record<string, unknown>): Promise<object> {
      notebook.sessionQuestions += 1;
      notebook.activity.push(question['active']);
      if (notebook.refusesGateway) throw new UnauthorizedException();
      const csrfToken = notebook.sessions.get(String(question['sessionId']));
      if (csrfToken === undefined) throw new Problem('not-found');
      const { tenant, sessionId } = question as { tenant: string; sessionId: string };
      const sid = notebook.formerHandles.has(sessionId) ? `${sessionId}-again` : sessionId;
      return { token: await tokenFor(keys, { sub: testPerson, tenant, sid }), csrfToken };
    }

    /** Identity only: whose sessions change. */
    @Get('internal/sessions/changes')
    changes(@Req() request: Request, @Res() response: Response): void {
      const stream = this.streams.start(request, response, { tenant: 'duisburg', personId: randomUUID() });
      notebook.listeners.add(stream);
      stream.onClose(() => notebook.listeners.delete(stream));
      stream.reached(() => '1-1');
    }

    @Post('internal/sessions/running')
    @HttpCode(200)
    running(@Body() { handles }: { handles: string[] }): object {
      const { remainingMs } = notebook;
      const open = handles.filter((handle) => notebook.sessions.has(handle));
      return { running: open.map((handle) => ({ handle, remainingMs })) };
    }

    @Get(['portal/events', 'backoffice/events'])
    events(@Req() request: Request, @Res() response: Response): void {
      const stream = this.streams.start(request, response, { tenant: 'duisburg', personId: 'anybody' });
      stream.beat();
      notebook.streams.push(stream);
      this.note(request);
    }

    @Get('portal/hang')
    hang(@Res() response: Response): void {
      notebook.hanging += 1;
      response.once('close', () => (notebook.hanging -= 1));
    }

    @Get('portal/break')
    break(@Res() response: Response): void {
      response.writeHead(200, { 'Content-Length': '100' });
      response.write('half', () => response.destroy());
    }

    @Post('portal/die')
    die(@Req() request: Request): void {
      request.socket.destroy();
    }

    @Get('portal/cookie')
    cookie(@Res() response: Response): void {
      response.cookie('session', 'forged').setHeader('Server', 'secret/1.0').send('ok');
    }

    @All('portal/me/own')
    own(@Req() request: Request): Seen {
      const seen = this.note(request);
      const { sid = '' } = decodeJwt<{ sid?: string }>(
        String(request.headers.authorization).slice('Bearer '.length),
      );
      if (notebook.formerHandles.has(sid)) throw new Problem('unauthenticated');
      return seen;
    }

    @SetMetadata(accessKey, { to: 'strangers' })
    @Get(['portal/me', 'portal/tenant'])
    me(@Req() request: Request): Seen {
      return this.note(request);
    }

    @Post('portal/notes')
    @HttpCode(201)
    create(@Body() note: Note, @Req() request: Request, @IdempotencyKey() _key: unknown): object {
      this.note(request);
      return note;
    }

    @Get('*path')
    get(@Req() request: Request): Seen {
      return this.note(request);
    }

    @Post('*path')
    @HttpCode(200)
    post(@Req() request: Request, @Res({ passthrough: true }) response: Response): Seen {
      if (request.path === '/portal/sign-out') notebook.sessions.clear();
      response.cookie('session', 'set-by-identity');
      return this.note(request);
    }

    private note(request: Request): Seen {
      const { method, originalUrl: url, headers } = request;
      const seen: Seen = { service, method, url, headers, body: request.body };
      notebook.seen.push(seen);
      return seen;
    }
  }

  @Module({ imports: [HealthModule.forRoot({ parts: () => ({}) })], controllers: [SmallController] })
  class SmallModule {}
  return { module: SmallModule };
}

export type SmallServices = Record<PartName, INestApplication<Server>>;

/** Real small services in place of the real ones: built with #http as they are, listening, writing down what they get. */
export async function startSmallServices(notebook: Notebook, keys: Keys): Promise<SmallServices> {
  const started = await Promise.all(
    partNames.map(async (name) => [name, await startSmallService(name, notebook, keys)] as const),
  );
  return Object.fromEntries(started) as SmallServices;
}

/** One of them, on a given port. */
export async function startSmallService(
  name: PartName,
  notebook: Notebook,
  keys: Keys,
  port = 0,
): Promise<INestApplication<Server>> {
  // They take more than the gateway does, so that it is the gateway's limit that a test sees.
  const bodyLimitBytes = 8 * 1024 * 1024;
  const options = {
    service: name,
    platform: 'express',
    PORT: 0,
    HOST: '127.0.0.1',
    LOG_LEVEL: 'silent',
    bodyLimitBytes,
  } as const;
  const app = await createService(smallModule(name, notebook, keys), options);
  await app.listen(port, '127.0.0.1');
  // Where it was before, if it was there.
  const innerPort = Number(new URL(notebook.innerUrls[name] ?? 'http://127.0.0.1:0').port);
  notebook.innerUrls[name] = `http://127.0.0.1:${await app.get(InnerDoor).open(innerPort, '127.0.0.1')}`;
  return app;
}
