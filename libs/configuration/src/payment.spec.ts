import { ConfigurationFolder } from '../test/configuration-folder';
import { offeredPaymentMethods } from '.';

let folder: ConfigurationFolder;
beforeEach(() => void (folder = new ConfigurationFolder()));
afterEach(() => folder.remove());

const offered = async (city: string, serviceKey: string, day: string, amountCents?: number) => {
  const tenant = (await folder.registry()).get(city);
  const service = tenant.services.find(({ key }) => key === serviceKey);
  if (service === undefined) throw new Error(`${city} has no ${serviceKey}`);
  const { fee, renderedAtOnce = false } = service;
  const toBePaid = { serviceKey, amountCents: amountCents ?? fee.amountCents, renderedAtOnce };
  return offeredPaymentMethods(tenant.payment, toBePaid, day).map(({ method }) => method);
};

describe('the methods of the delivered cities', () => {
  test.each([
    ['D23b', 'duisburg', 'bewohnerparkausweis', ['credit-card', 'paypal', 'paydirekt', 'giropay']],
    ['W16a', 'wuppertal', 'personenstandsurkunde', ['paypal', 'credit-card', 'direct-debit', 'giropay']],
    ['R20', 'rees', 'personenstandsurkunde', ['paypal', 'credit-card']],
    ['N7a', 'dueren', 'melderegisterauskunft', ['giropay', 'paypal', 'direct-debit']],
  ])('%s %s, as promised while giropay and Paydirekt were there', async (_, city, service, methods) => {
    expect(await offered(city, service, '2024-12-31')).toEqual(methods);
    const today = methods.filter((method) => method !== 'giropay' && method !== 'paydirekt');
    expect(await offered(city, service, '2025-01-01')).toEqual(today);
    expect(await offered(city, service, '2026-11-26')).toEqual(today);
  });

  test('D23a depend on the service, the amount, and whether it is rendered at once', async () => {
    // Paydirekt was for what is rendered at once.
    expect(await offered('duisburg', 'bewohnerparkausweis', '2024-06-01')).toContain('paydirekt');
    expect(await offered('duisburg', 'personenstandsurkunde', '2024-06-01')).not.toContain('paydirekt');
    expect(await offered('duisburg', 'bewohnerparkausweis', '2026-11-26', 25_000)).toEqual([
      'credit-card',
      'paypal',
    ]);
    expect(await offered('duisburg', 'bewohnerparkausweis', '2026-11-26', 25_001)).toEqual(['credit-card']);
  });

  test('a method for certain services only is offered for no other', () => {
    const methods = [
      { key: 'paypal', provider: 'p', services: ['a'], minCents: 100, validFrom: '2026-01-01' },
    ] as const;
    const by = (serviceKey: string, amountCents: number, day: string) =>
      offeredPaymentMethods(
        { providers: { p: {} }, methods },
        { serviceKey, amountCents, renderedAtOnce: true },
        day,
      ).length;
    expect(by('a', 100, '2026-01-01')).toBe(1);
    expect([by('b', 100, '2026-01-01'), by('a', 99, '2026-01-01'), by('a', 100, '2025-12-31')]).toEqual([
      0, 0, 0,
    ]);
  });
});

describe('what is wrong with payment in a file is said with its place', () => {
  const tenantFile = 'wuppertal/tenant.yaml';
  const service = 'wuppertal/services/personenstandsurkunde.yaml';
  test.each([
    [
      tenantFile,
      'provider: pmpay }',
      'provider: pmpai }',
      '/payment/methods/0/provider: there is no provider "pmpai"; there are pmpay',
    ],
    [
      tenantFile,
      '{ key: paypal, provider: pmpay }',
      '{ key: paypal }',
      '/payment/methods/0: a provider is missing',
    ],
    [
      tenantFile,
      'maxCents: 100000',
      'provider: pmpay',
      '/payment/methods/2/provider: a direct debit has none',
    ],
    [
      service,
      'field: certificate',
      'field: certificat',
      '/fee/items/0/byChoice/field: there is no field "certificat"',
    ],
    [service, 'death: 1000', 'deth: 1000', '/fee/items/0/byChoice/cents/deth: "deth" is no value'],
    [service, 'payment: before-filing', 'payment: none', '/fee/payment: a fee of 1000 cents has to be paid'],
  ])('%s: %s as %s', async (file, from, to, problem) => {
    folder.edit(file, (text) => text.replace(from, to));
    await folder.expectProblem(file, problem);
  });

  test('a fee that nobody could pay is found before anybody meets it', async () => {
    folder.edit(tenantFile, (text) => text.replace('    - { key: credit-card, provider: pmpay }\n', ''));
    folder.edit(tenantFile, (text) =>
      text.replace(
        '{ key: paypal, provider: pmpay }',
        '{ key: paypal, provider: pmpay, validUntil: 2025-01-31 }',
      ),
    );
    folder.edit(tenantFile, (text) =>
      text.replace('renderedAtOnce: false, maxCents: 100000', 'renderedAtOnce: true'),
    );
    await folder.expectProblem(service, '/fee/payment: nobody could pay it');
  });
});
