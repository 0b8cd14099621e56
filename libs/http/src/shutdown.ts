import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { INestApplication, LoggerService } from '@nestjs/common';
import { rest } from '#waiting';
import { Health } from './health';

/** Milliseconds that running requests get to finish. */
const drainMs = 8_000;
/**
 * Longest time in ms in which a process that was asked to end still serves, while it sends everybody elsewhere: longer than the
 * three seconds after which a client of ours gives up a connection that it does not use (Node's servers offer five, undici
 * takes two off for the way).
 */
const leaveMs = 3_500;

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
    setTimeout(() => process.exit(1), leaveMs + drainMs + 2_000).unref();
    const closed = reason === 'SIGTERM' ? leave(app).then(() => closeGracefully(app)) : closeGracefully(app);
    closed.then(
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

/**
 * Interrupts nobody: says that it is not ready, ends every connection with the answer that goes over it, and waits until none is
 * left. A request that is on its way meanwhile is still served.
 */
async function leave(app: INestApplication): Promise<void> {
  app.get(Health, { strict: false }).leave();
  const server = app.getHttpServer() as Server;
  server.prependListener('request', (_request: IncomingMessage, response: ServerResponse) => {
    response.shouldKeepAlive = false;
  });
  const deadline = performance.now() + leaveMs;
  const connections = (): Promise<number> =>
    new Promise((resolve) => server.getConnections((error, count) => resolve(error ? 0 : count)));
  while (performance.now() < deadline && (await connections()) > 0) await rest(50);
}

/**
 * Takes no new connections, ends event streams, lets running requests finish, then closes.
 * @param patienceMs milliseconds that running requests get
 */
export async function closeGracefully(app: INestApplication, patienceMs = drainMs): Promise<void> {
  const server = app.getHttpServer() as Server;
  const idle = setInterval(() => server.closeIdleConnections(), 50);
  const patience = setTimeout(() => server.closeAllConnections(), patienceMs);
  try {
    await app.close();
  } finally {
    clearInterval(idle);
    clearTimeout(patience);
  }
}
