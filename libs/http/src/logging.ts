import type { LoggerService } from '@nestjs/common';
import { pino, type DestinationStream, type Logger, type LoggerOptions } from 'pino';
import { servedCorrelationId } from './correlation';

export const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof logLevels)[number];

/** Milliseconds from which on an answer is worth a line, whatever its status. */
const slowMs = 1_000;

/** What is logged of an answer. */
export interface Answered {
  readonly method: string;
  /** The pattern of the route, never the address: people type into it what they like, and it names whom they look at. */
  readonly route: string;
  /** HTTP status. */
  readonly status: number;
  readonly milliseconds: number;
  readonly correlationId: string;
}

/**
 * Structured logs of one service: what Nest and the service log, and the answers that went wrong or took long. They never hold
 * a body, an address, a header or the text of a database error: these carry personal data. What is not logged costs nothing.
 */
export class ServiceLogger implements LoggerService {
  private readonly pino: Logger;

  /** @param output where the lines go; standard output by default */
  constructor(service: string, level: LogLevel, output: DestinationStream = process.stdout) {
    this.pino = pino({ ...options, level, base: { service } }, output);
  }

  log(message: unknown, ...rest: unknown[]): void {
    this.write('info', message, rest);
  }

  fatal(message: unknown, ...rest: unknown[]): void {
    this.write('fatal', message, rest);
  }

  error(message: unknown, ...rest: unknown[]): void {
    this.write('error', message, rest);
  }

  warn(message: unknown, ...rest: unknown[]): void {
    this.write('warn', message, rest);
  }

  debug(message: unknown, ...rest: unknown[]): void {
    this.write('debug', message, rest);
  }

  verbose(message: unknown, ...rest: unknown[]): void {
    this.write('trace', message, rest);
  }

  /** A request was answered, or its connection broke: one line for a refusal, a failure, or an answer that took long. */
  answered({ method, route, status, milliseconds, correlationId }: Answered): void {
    const level = status >= 500 ? 'error' : status >= 400 || milliseconds >= slowMs ? 'info' : 'debug';
    if (!this.pino.isLevelEnabled(level)) return;
    const req = { method, route };
    this.pino[level](
      { correlationId, req, res: { status }, responseTime: Math.round(milliseconds) },
      'request answered',
    );
  }

  /** Nest puts the context last; an object before the text holds what belongs to it. */
  private write(level: Exclude<LogLevel, 'silent'>, message: unknown, rest: readonly unknown[]): void {
    if (!this.pino.isLevelEnabled(level)) return;
    const context = rest.at(-1);
    const text = rest
      .slice(0, -1)
      .filter((part) => typeof part === 'string')
      .join(' ');
    if (message instanceof Error) this.pino[level]({ context, err: message }, text || message.name);
    else if (typeof message === 'object') this.pino[level]({ context, ...message }, text);
    else this.pino[level]({ context }, [String(message), text].filter(Boolean).join(' '));
  }
}

const options: LoggerOptions = {
  redact: ['*.password', '*.token', '*.email', '*.authorization', '*.cookie', '*.headers'],
  serializers: { err: loggedError },
  // Asked only for a line that is written.
  mixin: () => {
    const correlationId = servedCorrelationId();
    return correlationId === undefined ? {} : { correlationId };
  },
};

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
