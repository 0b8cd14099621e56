import { databaseErrors, isDatabaseFailure } from './database-failure';

const withCode = (code: string, message = 'failed'): Error => Object.assign(new Error(message), { code });
const inTypeOrm = (driverError: Error): Error =>
  Object.assign(new Error('QueryFailedError'), { driverError });

test.each([
  ['a connection that was refused', withCode('ECONNREFUSED')],
  ['a server that shuts down', withCode('57P01')],
  ['a server without memory', withCode('53200')],
  ['a server whose disk is full', withCode('53100')],
  ['a connection that broke', new Error('Connection terminated unexpectedly')],
  ['a connection that is out of step', new Error('Received unexpected dataRow message from backend.')],
  ['several addresses that do not answer', new AggregateError([withCode('ETIMEDOUT')])],
  ['what TypeORM makes of it', inTypeOrm(withCode('08006'))],
  ['an error that was caused by it', new Error('saving failed', { cause: withCode('ECONNRESET') })],
])('%s is a database that is away', (_what, error) => {
  expect(isDatabaseFailure(error)).toBe(true);
  expect(databaseErrors(error)).toEqual({ slug: 'temporarily-unavailable' });
});

test('of a transaction that gave way to another one the same again succeeds; its connection is as good as before', () => {
  for (const error of [withCode('40P01'), inTypeOrm(withCode('40001'))]) {
    expect(databaseErrors(error)).toEqual({ slug: 'temporarily-unavailable' });
    expect(isDatabaseFailure(error)).toBe(false);
  }
});

test('a value that no column can hold is a mistake of the one who asked', () => {
  for (const error of [withCode('22P02'), inTypeOrm(withCode('22021'))])
    expect(databaseErrors(error)).toEqual({ slug: 'bad-request' });
});

test('every other error is none of its business', () => {
  for (const error of [withCode('42P01'), withCode('23505'), new TypeError('x'), 'thrown', undefined])
    expect(databaseErrors(error)).toBeUndefined();
});
