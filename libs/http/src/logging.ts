import type { IncomingMessage } from 'node:http';
import type { DynamicModule } from '@nestjs/common';
import { LoggerModule } from 'nestjs-pino';
import { correlationIdOf } from './correlation';

export const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof logLevels)[number];

/**
 * Structured logs of one service. They never hold a body, a query string, a header or the text of a database error:
 * these carry personal data.
 */
export function logging(service: string, level: LogLevel): DynamicModule {
  return LoggerModule.forRoot({
    pinoHttp: {
      level,
      base: { service },
      redact: [
        'req.headers',
        'res.headers',
        '*.password',
        '*.token',
        '*.email',
        '*.authorization',
        '*.cookie',
      ],
      genReqId: (request) => correlationIdOf(request) ?? '',
      customAttributeKeys: { reqId: 'correlationId' },
      quietReqLogger: true,
      // The serializers below get the raw objects, not what pino would make of them.
      wrapSerializers: false,
      autoLogging: { ignore: (request) => /^\/(health|metrics)\b/.test(request.url ?? '') },
      customLogLevel: (_request, response, error) =>
        error || response.statusCode >= 500 ? 'error' : response.statusCode >= 400 ? 'info' : 'debug',
      // The problem filter has logged what failed; the access line needs no second, empty error.
      customErrorObject: (_request, _response, _error, line: object) => ({ ...line, err: undefined }),
      serializers: {
        req: (request: { method: string; url: string }) => ({
          method: request.method,
          path: loggedPath(request.url),
        }),
        res: (response: { statusCode: number }) => ({ status: response.statusCode }),
        err: loggedError,
      },
    },
  });
}

/** The path without its query; a segment longer than any id may be a secret (sign-in link) and is left out. */
export function loggedPath(url: IncomingMessage['url'] = ''): string {
  return (url.split('?', 1)[0] ?? '').replace(/[^/]{41,}/g, '…');
}

/** What of an error is logged: never the message or parameters of a database error, which quote values. */
export function loggedError(error: unknown): object {
  if (!(error instanceof Error)) return { type: typeof error };
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  const quotesValues = 'severity' in error || 'driverError' in error || 'query' in error;
  const frames = error.stack?.split('\n').filter((line) => /^\s+at /.test(line)) ?? [];
  return {
    type: error.name,
    ...(code && { code }),
    ...(!quotesValues && { message: error.message }),
    stack: frames.slice(0, 12).join('\n'),
    ...(error.cause !== undefined && { cause: loggedError(error.cause) }),
  };
}
