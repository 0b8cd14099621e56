import RequestQueue from 'kafkajs/src/network/requestQueue';
import { letIdleConnectionsIdle } from './kafkajs-idle-connection';

letIdleConnectionsIdle();

const queue = () =>
  new RequestQueue({
    maxInFlightRequests: 1,
    requestTimeout: 1_000,
    enforceRequestTimeout: false,
    clientId: 'test',
    broker: 'localhost:9092',
    logger: { debug: () => undefined },
  });

test('a connection on which nothing waits sets no timer', () => {
  const connection = queue();
  push(connection, 1);
  connection.fulfillRequest(answer(1));
  expect(connection.throttleCheckTimeoutId).toBeNull();
});

test('a request that waits for another is sent with its answer', () => {
  const connection = queue();
  push(connection, 1);
  const second = push(connection, 2);
  expect(second).not.toHaveBeenCalled();
  connection.fulfillRequest(answer(1));
  expect(second).toHaveBeenCalledTimes(1);
});

test('a request that waits because the broker asked for patience is sent afterwards', async () => {
  const connection = queue();
  connection.maybeThrottle(20);
  await new Promise<void>((sent) => push(connection, 1, sent));
  connection.fulfillRequest(answer(1));
  expect(connection.throttleCheckTimeoutId).toBeNull();
});

function push(
  connection: RequestQueue,
  correlationId: number,
  sent: () => void = () => undefined,
): jest.Mock {
  const sendRequest = jest.fn(sent);
  const rejected = (error: Error) => {
    throw error;
  };
  connection.push({
    entry: { correlationId, resolve: () => undefined, reject: rejected },
    expectResponse: true,
    sendRequest,
  });
  return sendRequest;
}

function answer(correlationId: number) {
  return { correlationId, payload: Buffer.alloc(0), size: 0 };
}
