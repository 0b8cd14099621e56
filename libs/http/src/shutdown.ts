import type { Server } from 'node:http';
import type { INestApplication, LoggerService } from '@nestjs/common';

/** Milliseconds that running requests get to finish. */
const drainMs = 10_000;

/**
 * Ties an application to its process: SIGTERM, SIGINT and the loss of the parent (the IPC channel closes, also when the
 * launcher was killed) end it in order; an uncaught error ends it at once with exit code 1.
 */
export function endWithTheProcess(app: INestApplication, logger: LoggerService): void {
  // A log that cannot be written (its disk is full, its reader is gone) ends nothing that works.
  for (const output of [process.stdout, process.stderr]) output.on('error', () => undefined);
  let ending = false;
  const end = (reason: string): void => {
    if (ending) return;
    ending = true;
    logger.log(`ending: ${reason}`);
    setTimeout(() => process.exit(1), drainMs + 2_000).unref();
    closeGracefully(app).then(
      () => process.exit(0),
      (error: unknown) => {
        logger.error(error);
        process.exit(1);
      },
    );
  };
  process.once('SIGTERM', () => end('SIGTERM'));
  process.once('SIGINT', () => end('SIGINT'));
  if (process.channel) process.once('disconnect', () => end('the launcher is gone'));
  const crash = (error: unknown): void => {
    logger.error(error);
    process.exit(1);
  };
  process.on('uncaughtException', crash);
  process.on('unhandledRejection', crash);
}

/** Takes no new connections, lets running requests finish (at most ten seconds), ends event streams, then closes. */
export async function closeGracefully(app: INestApplication): Promise<void> {
  const server = app.getHttpServer() as Server;
  const idle = setInterval(() => server.closeIdleConnections(), 50);
  const patience = setTimeout(() => server.closeAllConnections(), drainMs);
  try {
    await app.close();
  } finally {
    clearInterval(idle);
    clearTimeout(patience);
  }
}
