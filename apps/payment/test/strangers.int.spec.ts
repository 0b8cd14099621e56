import { randomUUID } from 'node:crypto';
import type { SignedOrder } from '#contracts';
import type { TestClaims } from '#testing';
import { opened, paidByCard } from './opened';
import { staff, startPayment, type RunningPayment } from './running-payment';

/**
 * Every route of the service that its OpenAPI document has, asked by those whom a payment does not concern. What providers call, and where
 * a browser comes back from one, is for everybody and stands elsewhere (`providers.int.spec.ts`).
 */

interface Route {
  readonly method: string;
  /** With `{id}` and the like. */
  readonly template: string;
}

let payment: RunningPayment;
let routes: readonly Route[];
let order: SignedOrder;
let names: readonly string[];

beforeAll(async () => {
  payment = await startPayment();
  const document = (await (await fetch(`${payment.url}/openapi.json`)).json()) as {
    paths: Record<string, object>;
  };
  routes = Object.entries(document.paths).flatMap(([template, item]) =>
    Object.keys(item).map((method) => ({ method: method.toUpperCase(), template })),
  );
  order = await opened(payment, { reference: 'DU-2026-000042-S' });
  const attemptId = await paidByCard(payment, order, { transactionReference: 'kz-of-somebody' });
  names = [
    order.orderId,
    order.applicationId,
    order.applicantId,
    attemptId,
    order.reference,
    'kz-of-somebody',
  ];
});
afterAll(() => payment.stop());

const addressOf = ({ template }: Route): string =>
  template
    .replace('{provider}', 'xbezahl')
    .replace(/\{\w+\}/g, template.includes('/applications/') ? order.applicationId : order.orderId) +
  (template.endsWith('/export') ? '?from=2026-01-01&until=2026-12-31' : '');

async function asked(route: Route, who: TestClaims) {
  const isCommand = route.method === 'POST';
  const answer = await payment.send(
    ...([route.method, addressOf(route), who, isCommand ? {} : undefined] as const),
    isCommand ? { 'if-match': '"4"' } : {},
  );
  const isStream = answer.headers.get('content-type')?.startsWith('text/event-stream') === true;
  const text = isStream ? '' : await answer.text();
  await answer.body?.cancel().catch(() => undefined);
  return { status: answer.status, text };
}
/** What went wrong at each route; none is right. */
async function faults(
  those: readonly Route[],
  who: TestClaims,
  allowed: readonly number[],
): Promise<readonly string[]> {
  const found: string[] = [];
  for (const route of those) {
    const { status, text } = await asked(route, who);
    const told = names.filter((name) => text.includes(name) && !addressOf(route).includes(name));
    if (!allowed.includes(status) || told.length > 0)
      found.push(`${route.method} ${route.template}: ${status}, tells ${told.join(', ')}`);
  }
  return found;
}
const of = (side: 'portal' | 'backoffice') =>
  routes.filter(({ template }) => template.startsWith(`/${side}/`));
const events = () => payment.query('SELECT count(*) FROM event_store.events', [], 'duisburg');

test('there are as many routes as this test is meant for', () => {
  expect(of('portal').length).toBeGreaterThan(4);
  expect(of('backoffice').length).toBeGreaterThan(15);
});

test('R9 D9 who is not signed in reaches none of them', async () => {
  expect(await faults([...of('portal'), ...of('backoffice')], { kind: 'anonymous' }, [401])).toEqual([]);
});

test('R9 D9 another citizen finds nothing of somebody’s payment, and no way into the back-office', async () => {
  const before = await events();
  const stranger: TestClaims = { sub: randomUUID() };
  // A list is theirs and empty; a command asks for what belongs to it before it says that there is nothing.
  expect(await faults(of('portal'), stranger, [200, 400, 404])).toEqual([]);
  expect(await faults(of('backoffice'), stranger, [403])).toEqual([]);
  expect(
    await faults(of('portal'), { ...stranger, sub: order.applicantId, tenant: 'rees' }, [200, 400, 404]),
  ).toEqual([]);
  expect(await events()).toEqual(before);
});

test('R9 D9 staff of another office, of another city and of another trade find nothing either', async () => {
  const before = await events();
  const refused = [200, 400, 403, 404, 409, 415];
  // The treasury of a city may compare its own books, whatever there is in them.
  const routesOfOthers = of('backoffice').filter(
    ({ method, template }) => method !== 'POST' || template !== '/backoffice/reconciliation',
  );
  for (const who of [
    staff('caseworker', ['steueramt']),
    staff('head-of-office', ['steueramt']),
    { ...staff('treasury'), tenant: 'rees' },
    { ...staff('auditor'), tenant: 'rees' },
  ])
    expect(await faults(routesOfOthers, who, refused)).toEqual([]);
  expect(await faults(of('portal'), staff('treasury'), [403])).toEqual([]);
  const ofOperators = of('backoffice').filter(({ template }) => template.includes('refused-callbacks'));
  const others = of('backoffice').filter((route) => !ofOperators.includes(route));
  expect(await faults(others, staff('operator'), [403])).toEqual([]);
  expect(await faults(ofOperators, staff('treasury'), [403])).toEqual([]);
  expect(await events()).toEqual(before);
});

test('R9 an office may give no command of the treasury, an auditor none at all', async () => {
  const before = await events();
  const commands = of('backoffice').filter(({ method }) => method !== 'GET');
  expect(await faults(commands, staff('auditor'), [403])).toEqual([]);
  const own = await faults(commands, staff('caseworker', [order.office]), [400, 403]);
  expect(own).toEqual([]);
  expect(await events()).toEqual(before);
});

test('what other services are told, no person is told, nor a service that it does not concern', async () => {
  const paths = [`/internal/persons/${order.applicantId}/export`, '/internal/streams/comparison'];
  for (const path of paths)
    for (const who of [
      { sub: order.applicantId },
      staff('treasury'),
      { kind: 'service', sub: 'service:gateway' } as const,
    ]) {
      const answer = await payment.send('GET', path, { tenant: 'duisburg', ...who });
      expect([path, [403, 404].includes(answer.status)]).toEqual([path, true]);
      expect(await answer.text()).not.toContain(order.orderId);
    }
});
