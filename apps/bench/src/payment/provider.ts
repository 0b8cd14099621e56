import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  amountOf,
  attemptIdOf,
  cities,
  nthOf,
  referenceOf,
  statedAmountOf,
  transactionIdOf,
} from './numbered';

/**
 * Both kinds of provider for as many paid payments as its argument says, without a store: forked, so that its work does not count.
 * Listed page by page (signed-callback), or asked about each (XBezahldienste, by OAuth 2).
 */
const count = Number(process.argv[2]);
const perPage = 500;
const paidAt = new Date(Date.now() - 3_600_000).toISOString();

const charge = (nth: number): object => ({
  ...{ id: transactionIdOf(nth), reference: attemptIdOf(cities.listed, nth), status: 'succeeded', paidAt },
  amount: { value: statedAmountOf(nth), currency: 'EUR' },
});

function page(from: number): object {
  const until = Math.min(count, from + perPage);
  const items = Array.from({ length: until - from }, (_, index) => charge(from + index));
  return until < count ? { items, next: until } : { items };
}

const transaction = (nth: number): object => ({
  paymentInformation: {
    ...{ transactionId: transactionIdOf(nth), transactionReference: referenceOf(nth), status: 'PAYED' },
    transactionTimestamp: paidAt,
  },
  paymentRequest: {
    ...{ requestId: attemptIdOf(cities.singly, nth), currency: 'EUR', grosAmount: amountOf(nth) / 100 },
  },
});

function answer(address: string): object {
  const { pathname, searchParams } = new URL(address, 'http://provider');
  const id = pathname.split('/').at(-1) ?? '';
  if (pathname === '/token') return { access_token: 'bench', token_type: 'Bearer', expires_in: 3_600 };
  if (pathname.includes('/paymenttransaction/')) return transaction(nthOf(id));
  return id === 'charges' ? page(Number(searchParams.get('page') ?? 0)) : charge(nthOf(id));
}

const server = createServer((request, response) => {
  request.resume();
  response.writeHead(200, { 'content-type': 'application/json' });
  response.end(JSON.stringify(answer(request.url ?? '/')));
});
process.once('disconnect', () => process.exit());
server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port));
