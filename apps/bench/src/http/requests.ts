import autocannon from 'autocannon';
import { Citizen, dogRegistration, type RunFile } from '#portal-client';
import { report } from '../benchmark';
import { type Contender, interleave, ratio, type Speed } from '../measure';
import type { Measurement } from './measurement';
import { startPlainPair } from './plain-pair';
import { type ByProcess, cpuOf, scaled, since, sumOf } from './processes';

const rounds = 5;
const secondsOfRound = 3;
const plainName = 'plain node:http proxy and server';

/**
 * Readings through the gateway beside a plain `node:http` proxy with a plain server behind it that answers the bytes of
 * `GET /api/tenant`: keep-alive connections, in rounds that take turns, so that whatever else the machine does meets all alike.
 */
export const requests: Measurement = async (system, { clients }) => {
  const citizens: Citizen[] = [];
  for (let number = 0; number < clients; number += 1) citizens.push(await readerWithCase(system.run, number));
  const [{ site, browser }] = citizens as [Citizen];
  const plain = await startPlainPair(await browser.request('GET', `${site}/api/tenant`));
  const { host, hostname, port } = new URL(site);
  const gateway = `http://127.0.0.1:${port}`;

  const cpu = new Map<string, { requests: number; used: ByProcess }>();
  const asking = (
    name: string,
    url: string,
    cpuNow: () => ByProcess,
    cookies: readonly string[] = [],
  ): Contender => ({
    name,
    run: async (connections, seconds): Promise<Speed> => {
      const before = cpuNow();
      const { answered, perSecond } = await load(
        { url, headers: { host }, connections, duration: seconds },
        cookies,
      );
      const used = since(before, cpuNow());
      const sum = cpu.get(name) ?? { requests: 0, used: {} };
      cpu.set(name, { requests: sum.requests + answered, used: added(sum.used, used) });
      return { perSecond, cpuMicroseconds: (sumOf(used) * 1000) / answered };
    },
  });
  const readings = [
    asking('GET /api/tenant', `${gateway}/api/tenant`, () => cpuOf(system)),
    asking(
      'GET /api/applications of a citizen',
      `${gateway}/api/applications`,
      () => cpuOf(system),
      citizens.map((citizen) => citizen.browser.cookieHeader(hostname)),
    ),
  ];
  const plainReading = asking(plainName, `http://127.0.0.1:${plain.port}/api/tenant`, plain.cpu);
  try {
    report(`readings, ${rounds} rounds`);
    const setting = { concurrency: clients, rounds, seconds: secondsOfRound, report };
    const measured = await interleave([plainReading, ...readings], setting);
    return {
      tables: [
        {
          title: `Readings on ${clients} connections`,
          rows: Object.fromEntries(
            measured.map(({ name, perSecond }) => [
              name,
              {
                'per second': perSecond.median,
                least: perSecond.least,
                most: perSecond.most,
                '÷ plain': ratio(measured, name, plainName, clients) ?? NaN,
              },
            ]),
          ),
        },
        {
          title: 'CPU ms of one reading, by process',
          rows: Object.fromEntries(
            [...cpu].map(([name, { requests, used }]) => {
              const each = scaled(used, 1 / requests);
              return [name, { ...each, together: sumOf(each) }];
            }),
          ),
        },
      ],
      figures: readings.map(({ name }) => ({
        what: `${name} ÷ ${plainName}`,
        value: ratio(measured, name, plainName, clients) ?? NaN,
        floor: 0.5,
      })),
    };
  } finally {
    plain.stop();
    for (const citizen of citizens) citizen.close();
  }
};

/** A citizen who has filed one application. */
async function readerWithCase(run: RunFile, number: number): Promise<Citizen> {
  const citizen = await Citizen.signIn(run, 'duisburg', `bench.reader-${number}@example.org`);
  await citizen.submit(await citizen.draft('hundesteuer-anmeldung', dogRegistration()));
  return citizen;
}

/** Asks the same again and again on each connection, which has the next of the cookies. @throws Error unless every answer is 2xx */
async function load(
  options: autocannon.Options,
  cookies: readonly string[],
): Promise<{ answered: number; perSecond: number }> {
  let connected = 0;
  const result = await autocannon({
    ...options,
    setupClient(client) {
      const cookie = cookies[connected++ % cookies.length];
      if (cookie !== undefined) client.setHeaders({ ...options.headers, cookie });
    },
  });
  const answered = result['2xx'];
  if (result.non2xx > 0 || result.errors > 0 || answered === 0)
    throw new Error(
      `${options.url}: ${answered} good answers, ${result.non2xx} others, ${result.errors} errors`,
    );
  return { answered, perSecond: answered / result.duration };
}

const added = (one: ByProcess, other: ByProcess): ByProcess =>
  Object.fromEntries(Object.entries(other).map(([name, figure]) => [name, figure + (one[name] ?? 0)]));
