import { url } from 'envalid';
import { hostList, httpVariables, parseConfig } from './config';
import { loggedError } from './logging';

const variables = {
  ...httpVariables,
  DATABASE_URL: url({ desc: 'where the database is' }),
  KAFKA_BROKERS: hostList(),
};
const complete = {
  PORT: '8102',
  INNER_PORT: '8202',
  DATABASE_URL: 'postgres://localhost/x',
  KAFKA_BROKERS: 'localhost:9092, other:9093',
};

test('a complete environment is read with its defaults', () => {
  expect({ ...parseConfig(variables, complete) }).toEqual({
    PORT: 8102,
    INNER_PORT: 8202,
    HOST: '127.0.0.1',
    LOG_LEVEL: 'info',
    RELEASE: 'unnamed',
    DATABASE_URL: 'postgres://localhost/x',
    KAFKA_BROKERS: ['localhost:9092', 'other:9093'],
  });
});

test.each([
  [{ DATABASE_URL: undefined }, 'The environment variable DATABASE_URL (where the database is) is not set.'],
  [
    { PORT: '99999' },
    'The environment variable PORT (the TCP port to listen on) is not usable: Invalid port input: "99999".',
  ],
  [
    { KAFKA_BROKERS: 'localhost' },
    'The environment variable KAFKA_BROKERS is not usable: it must be a comma-separated list of host:port.',
  ],
])('%j ends the start with one sentence', (wrong, sentence) => {
  expect(() => parseConfig(variables, { ...complete, ...wrong })).toThrow(sentence);
});

test('a logged database error does not quote values', () => {
  const error = Object.assign(new Error('invalid input syntax for type uuid: "Erika Mustermann"'), {
    severity: 'ERROR',
    code: '22P02',
    detail: 'Key (email)=(erika@example.org)',
  });
  const wrapped = new Error('the event store does not answer', { cause: error });
  const logged = JSON.stringify(loggedError(wrapped));
  expect(logged).toContain('22P02');
  expect(logged).not.toMatch(/Erika|erika@/);
});
