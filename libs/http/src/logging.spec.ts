import { ServiceLogger } from './logging';

const id = '0197a3c2-5b1e-7c44-9f0e-2f7d7a4c1b11';

/** The lines that a logger writes meanwhile. */
function linesOf(
  work: (logger: ServiceLogger) => void,
  level: 'info' | 'debug' = 'info',
): Record<string, unknown>[] {
  const lines: string[] = [];
  work(new ServiceLogger('dogs', level, { write: (line) => void lines.push(line) }));
  return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
}

const answered = (status: number, milliseconds = 5) => ({
  ...{ method: 'GET', route: '/dogs/:id', correlationId: id },
  ...{ status, milliseconds },
});

test('an answer as it should be leaves no line, unless somebody looks for it', () => {
  const answer = (logger: ServiceLogger): void => logger.answered(answered(200));
  expect(linesOf(answer)).toEqual([]);
  expect(linesOf(answer, 'debug')).toMatchObject([{ res: { status: 200 }, correlationId: id }]);
});

test('a refusal, a failure and an answer that took long leave one line each, with the route', () => {
  const lines = linesOf((logger) => {
    logger.answered(answered(404));
    logger.answered(answered(503));
    logger.answered(answered(200, 1_000));
  });
  expect(lines).toMatchObject([
    {
      level: 30,
      service: 'dogs',
      correlationId: id,
      req: { method: 'GET', route: '/dogs/:id' },
      res: { status: 404 },
    },
    { level: 50, res: { status: 503 } },
    { level: 30, res: { status: 200 }, responseTime: 1_000 },
  ]);
});

test('the error of a database is named, and its text, which quotes values, left out', () => {
  const error = Object.assign(new Error('duplicate key: erika@example.org'), {
    severity: 'ERROR',
    code: '23505',
  });
  const [line] = linesOf((logger) => logger.error(error, 'internal-error', 'Problem'));
  expect(line).toMatchObject({
    context: 'Problem',
    msg: 'internal-error',
    err: { type: 'Error', code: '23505' },
  });
  expect(JSON.stringify(line)).not.toContain('erika');
});

test('what belongs to a line stands beside its text', () => {
  const lines = linesOf((logger) => {
    logger.warn({ parked: 7 }, 'a message was parked', 'Consumer');
    logger.log('listening', 'dogs');
  });
  expect(lines).toMatchObject([
    { context: 'Consumer', parked: 7, msg: 'a message was parked', level: 40 },
    { context: 'dogs', msg: 'listening' },
  ]);
});
