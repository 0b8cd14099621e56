import { parseArgs } from 'node:util';
import { createTokenKeys, createTokenSigner, type TokenClaims } from '#auth';
import { benchmark, report } from './benchmark';
import { keep, printFigures } from './figures';
import { startInfrastructure } from './infrastructure';
import { quantiles } from './measure';
import type { Answering } from './product';
import { startApplication } from './service/application';
import { caseworkerId, layCases, offices } from './work-list/city';
import { startNames } from './work-list/identity';

/**
 * What the work list of a city takes at the server, with names, whatever is looked for and by what it is sorted.
 *
 * npm run bench -- work-list [--cases 10000] [--times 40]
 */
const { values: options } = parseArgs({
  options: { cases: { type: 'string', default: '10000' }, times: { type: 'string', default: '40' } },
});

const person = { tenant: 'duisburg', levelOfAssurance: 'none' } as const;
const caseworker: TokenClaims = {
  ...{ ...person, sub: caseworkerId, kind: 'person', roles: ['caseworker'], offices: [...offices] },
};
const stranger: TokenClaims = { ...person, sub: 'anonymous', kind: 'anonymous', roles: [], offices: [] };

/** What caseworkers ask of it all day. */
const questions: Readonly<Record<string, string>> = {
  'by age': '',
  'by target date': 'sort=target',
  'by last change': 'sort=updated',
  'by service': 'sort=service&direction=descending',
  'my own': 'assigned=me&sort=target',
  'nobody’s': 'assigned=nobody',
  overdue: 'overdue=true&sort=target',
  waiting: 'waiting=true',
  unread: 'unread=true',
  'one service': 'service=hundesteuer-anmeldung',
  'one office, closed ones': 'office=steueramt&group=closed',
  'a reference as it is said': 'query=DU%202026%20123',
  'part of a reference': 'query=00012',
  'two words': 'query=anmeldung%20hund&group=all',
  'what is nowhere': 'query=Raumschiff&group=all',
};

benchmark(async (folder) => {
  const infrastructure = await startInfrastructure(folder, { service: 'application' });
  const identity = await startNames();
  const started: Answering[] = [];
  try {
    const keys = createTokenKeys(folder, ['application', 'identity', 'gateway']);
    const application = await startApplication(infrastructure, keys, [], identity.url);
    started.push(application);
    const sign = (signer: string, claims: TokenClaims) =>
      createTokenSigner(signer, keys.privateKeyFile(signer)).sign(claims);
    const strangers = await sign('gateway', stranger);
    const asked = async <Answer>(token: string, path: string) => {
      const begun = performance.now();
      const answer = await fetch(`http://127.0.0.1:${application.port}${path}`, {
        headers: { authorization: `Bearer ${token}` },
      });
      const body = (await answer.json()) as Answer;
      if (answer.status !== 200) throw new Error(`${path} was answered with ${answer.status}`);
      return { ms: performance.now() - begun, body };
    };
    const list = (token: string, query: string) =>
      asked<{ total: number; nextCursor?: string }>(token, `/backoffice/work-list?limit=50&${query}`);
    const services = await asked<{ items: { key: string }[] }>(strangers, '/portal/services');
    const offered = await Promise.all(
      services.body.items.map(async ({ key }) => ({
        key,
        ...(await asked<{ version: string }>(strangers, `/portal/services/${key}`)).body,
      })),
    );
    report(`laying ${options.cases} open cases and twice as many closed ones`);
    await layCases(infrastructure.owner, Number(options.cases), offered);
    const first = await list(await sign('identity', caseworker), '');
    const { nextCursor = '' } = first.body;
    const rows = [];
    for (const [what, query] of Object.entries({ ...questions, 'the next page': `cursor=${nextCursor}` })) {
      const times: number[] = [];
      const token = await sign('identity', caseworker);
      const { total } = (await list(token, query)).body;
      for (let time = 0; time < Number(options.times); time += 1) times.push((await list(token, query)).ms);
      rows.push({ what, total, ...quantiles(times) });
    }
    const figures = [
      { what: 'first rows, nothing known yet', value: first.ms, ceiling: 300, unit: ' ms' },
      ...rows.map(({ what, p95 }) => ({ what: `${what}, p95`, value: p95, ceiling: 150, unit: ' ms' })),
    ];
    console.log(`\nThe work list of ${first.body.total} open cases, 50 of them on a page`);
    printFigures(figures);
    return keep('work-list', { rows, figures });
  } finally {
    for (const { child } of started) child.kill();
    identity.stop();
    await infrastructure.stop();
  }
});
