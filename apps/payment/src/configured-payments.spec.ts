import { fold } from '#event-sourcing/decider';
import { event, order } from '../test/examples';
import { paymentDecider } from './commands/decider';
import { ConfiguredPayments } from './configured-payments';
import type { OpenedPayment } from './domain/payment';

const payment = {
  providers: { stadtpay: {} },
  methods: [
    { key: 'credit-card', provider: 'stadtpay' },
    { key: 'direct-debit', renderedAtOnce: false },
    { key: 'paydirekt', provider: 'stadtpay', renderedAtOnce: true, validUntil: '2024-12-31' },
  ],
};
const cities = new ConfiguredPayments({ get: () => ({ payment }) as never });
const offered = (renderedAtOnce: boolean, at: string) => {
  const opened = fold(paymentDecider, [event('PaymentRequested', { ...order, renderedAtOnce })]);
  return cities.methods('duisburg', opened as OpenedPayment, at).map(({ method }) => method);
};

test('D23a what is rendered at once is not paid by a debit that can be given back, as the order says', () => {
  expect(offered(true, '2026-11-26T09:00:00.000000Z')).toEqual(['credit-card']);
  expect(offered(false, '2026-11-26T09:00:00.000000Z')).toEqual(['credit-card', 'direct-debit']);
});

test('D23a D23b a method ends with its day in Berlin', () => {
  expect(offered(true, '2024-12-31T22:59:59.000000Z')).toEqual(['credit-card', 'paydirekt']);
  expect(offered(true, '2024-12-31T23:00:00.000000Z')).toEqual(['credit-card']);
});
