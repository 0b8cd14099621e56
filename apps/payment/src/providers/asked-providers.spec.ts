import { AskedProviders } from './asked-providers';
import { ProviderAway, ProviderRefused, type PaymentProvider } from './provider';
import type { PaymentProviders } from './providers-file';

const known = ['one', 'other'];
const providers = {
  keys: known,
  get: (key: string) => (known.includes(key) ? ({ key } as PaymentProvider) : undefined),
} as unknown as PaymentProviders;

let now: number;
let asked: AskedProviders;
let questions: number;
beforeEach(() => {
  now = Date.parse('2026-11-26T12:00:00Z');
  asked = new AskedProviders(providers, () => now);
  questions = 0;
});

const answers = () => ((questions += 1), Promise.resolve('yes'));
const away = () => ((questions += 1), Promise.reject(new ProviderAway('one', 'HTTP 500')));
const refuses = () => Promise.reject(new ProviderRefused('one', 'NO', 'digest', 'raw'));
const fail = (times: number) =>
  Promise.allSettled(Array.from({ length: times }, () => asked.ask('one', 'look', away)));

test('a provider that answers is asked', async () => {
  expect(await asked.ask('one', 'look', answers)).toBe('yes');
  expect(asked.health()).toEqual({ providers: { one: 'answers', other: 'answers' } });
});

test('a provider that the installation does not have is away', async () => {
  await expect(asked.ask('none', 'look', answers)).rejects.toBeInstanceOf(ProviderAway);
  expect(questions).toBe(0);
});

test('one that is silent holds up nobody else, nor a person who begins to pay', async () => {
  const silence = () => new Promise<never>(() => undefined);
  for (let count = 0; count < 20; count += 1) void asked.ask('one', 'look', silence);
  expect(await asked.ask('other', 'look', answers)).toBe('yes');
  expect(await asked.ask('one', 'begin', answers)).toBe('yes');
});

test('so many questions are under way at once, and the others follow', async () => {
  const ends: (() => void)[] = [];
  const slow = () => ((questions += 1), new Promise<void>((end) => ends.push(end)));
  const all = Array.from({ length: 10 }, () => asked.ask('one', 'look', slow));
  await new Promise(setImmediate);
  expect(questions).toBe(6);
  while (ends.length > 0) {
    ends.shift()?.();
    await new Promise(setImmediate);
  }
  await Promise.all(all);
  expect(questions).toBe(10);
});

test('one that has not answered five times in a row is asked seldom, and said to be absent', async () => {
  await fail(4);
  expect(asked.restsUntil('one')).toBeUndefined();
  await fail(1);
  expect(asked.restsUntil('one')).toBe(now + 30_000);
  expect(asked.health()).toEqual({
    degraded: 'payment providers that do not answer: one',
    providers: { one: 'away: HTTP 500', other: 'answers' },
  });
  questions = 0;
  await expect(asked.ask('one', 'look', answers)).rejects.toThrow('not asked');
  expect(questions).toBe(0);
  expect(asked.restsUntil('other')).toBeUndefined();
});

test('after its rest one asks, the others wait for what becomes of it; each rest is longer, up to five minutes', async () => {
  await fail(5);
  now += 30_000;
  questions = 0;
  await fail(10);
  expect(questions).toBe(1);
  expect(asked.restsUntil('one')).toBe(now + 60_000);
  for (let count = 0; count < 10; count += 1) {
    now = asked.restsUntil('one') ?? now;
    await fail(1);
  }
  expect(asked.restsUntil('one')).toBe(now + 300_000);
});

test('a person who wants to pay is let through sooner', async () => {
  await fail(8);
  now += 9_999;
  await expect(asked.ask('one', 'begin', answers)).rejects.toThrow('not asked');
  now += 1;
  expect(await asked.ask('one', 'begin', answers)).toBe('yes');
  expect(asked.restsUntil('one')).toBeUndefined();
});

test('an answer, a no as well, ends the rest', async () => {
  await fail(5);
  now += 30_000;
  await expect(asked.ask('one', 'look', refuses)).rejects.toBeInstanceOf(ProviderRefused);
  expect(asked.restsUntil('one')).toBeUndefined();
  await fail(4);
  expect(await asked.ask('one', 'look', answers)).toBe('yes');
});
