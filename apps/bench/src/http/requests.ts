import autocannon from 'autocannon';
import { Citizen, dogRegistration } from '#portal-client';
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
  const citizen = await Citizen.signIn(system.run, 'duisburg', 'bench.reader@example.org');
  await citizen.submit(await citizen.draft('hundesteuer-anmeldung', dogRegistration()));
  const { site, browser } = citizen;
  const plain = await startPlainPair(await browser.request('GET', `${site}/api/tenant`));
  const { host, hostname, port } = new URL(site);
  const gateway = `http://127.0.0.1:${port}`;

  const cpu = new Map<string, { requests: number; used: ByProcess }>();
  const asking = (
    name: string,
    url: string,
    headers: Record<string, string>,
    cpuNow: () => ByProcess,
  ): Contender => ({
    name,
    run: async (connections, seconds): Promise<Speed> => {
      const before = cpuNow();
      const { answered, perSecond } = await load(url, headers, connections, seconds);
      const used = since(before, cpuNow());
      const sum = cpu.get(name) ?? { requests: 0, used: {} };
      cpu.set(name, { requests: sum.requests + answered, used: added(sum.used, used) });
      return { perSecond, cpuMicroseconds: (sumOf(used) * 1000) / answered };
    },
  });
  const readings = [
    asking('GET /api/tenant', `${gateway}/api/tenant`, { host }, () => cpuOf(system)),
    asking(
      'GET /api/applications of a citizen',
      `${gateway}/api/applications`,
      { host, cookie: browser.cookieHeader(hostname) },
      () => cpuOf(system),
    ),
  ];
  const plainReading = asking(plainName, `http://127.0.0.1:${plain.port}/api/tenant`, { host }, plain.cpu);
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
    citizen.close();
  }
};

/** Asks the same again and again on each connection. @throws Error unless every answer is 2xx */
async function load(
  url: string,
  headers: Record<string, string>,
  connections: number,
  seconds: number,
): Promise<{ answered: number; perSecond: number }> {
  const result = await autocannon({ url, headers, connections, duration: seconds });
  const answered = result['2xx'];
  if (result.non2xx > 0 || result.errors > 0 || answered === 0)
    throw new Error(`${url}: ${answered} good answers, ${result.non2xx} others, ${result.errors} errors`);
  return { answered, perSecond: answered / result.duration };
}

const added = (one: ByProcess, other: ByProcess): ByProcess =>
  Object.fromEntries(Object.entries(other).map(([name, figure]) => [name, figure + (one[name] ?? 0)]));
