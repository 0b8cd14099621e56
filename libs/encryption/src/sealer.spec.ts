import { randomBytes } from 'node:crypto';
import * as fc from 'fast-check';
import { SealBroken } from './seal-broken';
import { Sealer, type Sealed } from './sealer';

const APPLICATION = '0192f3a4-0000-7000-8000-000000000001';
const key = randomBytes(32);
const sealer = new Sealer('duisburg', APPLICATION, key);
const PLAIN = 'Mein Sohn heißt Jürgen';

test('D11 H5 R9 sealed content does not show its text', () => {
  const content = sealer.seal(PLAIN, 'message:1');
  expect(content).not.toContain('Jürgen');
  expect(Buffer.from(content.slice(3), 'base64url').toString('utf8')).not.toContain('Jürgen');
});

test('any JSON value comes back as it was sealed', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const same: unknown = JSON.parse(JSON.stringify(value));
      expect(sealer.open(sealer.seal(value, 'form'), 'form')).toEqual(same);
    }),
  );
});

test('the same text is sealed differently every time', () => {
  expect(sealer.seal(PLAIN, 'form')).not.toBe(sealer.seal(PLAIN, 'form'));
});

test('what is sealed alike is the same for the same value and place alone, and opens as any', () => {
  const content = sealer.sealAlike({ a: PLAIN }, 'form');
  expect(sealer.sealAlike({ a: PLAIN }, 'form')).toBe(content);
  expect(sealer.open(content, 'form')).toEqual({ a: PLAIN });
  const nonce = (one: Sealed) => one.slice(0, 19);
  const others = [
    sealer.sealAlike({ a: 'x' }, 'form'),
    sealer.sealAlike({ a: PLAIN }, 'identity'),
    new Sealer('wuppertal', APPLICATION, key).sealAlike({ a: PLAIN }, 'form'),
    new Sealer('duisburg', APPLICATION, randomBytes(32)).sealAlike({ a: PLAIN }, 'form'),
  ];
  expect(new Set([content, ...others].map(nonce)).size).toBe(5);
});

test('a change of any byte is noticed', () => {
  const content = sealer.seal(PLAIN, 'form');
  const bytes = Buffer.from(content.slice(3), 'base64url');
  for (let index = 0; index < bytes.length; index++) {
    const changed = Buffer.from(bytes);
    changed.writeUInt8(changed.readUInt8(index) ^ 1, index);
    expect(() => sealer.open(`s1.${changed.toString('base64url')}` as Sealed, 'form')).toThrow(SealBroken);
  }
});

test.each([
  ['purpose', new Sealer('duisburg', APPLICATION, key), 'message:2'],
  ['application', new Sealer('duisburg', '0192f3a4-0000-7000-8000-000000000002', key), 'message:1'],
  ['tenant', new Sealer('wuppertal', APPLICATION, key), 'message:1'],
  ['data key', new Sealer('duisburg', APPLICATION, randomBytes(32)), 'message:1'],
])('content sealed for another %s does not open', (_what, reader, purpose) => {
  expect(() => reader.open(sealer.seal(PLAIN, 'message:1'), purpose)).toThrow(SealBroken);
});

test.each(['', 's1.', 's1.AAAA', 'plain text', 's2.AAAA'])(
  '"%s" is not sealed content and says so',
  (content) => {
    expect(() => sealer.open(content as Sealed, 'form')).toThrow(SealBroken);
  },
);

test('a fingerprint finds a value again, and only for the same subject, purpose and key', () => {
  const print = (from: Sealer, purpose = 'address') =>
    from.fingerprint('a@example.org', purpose).toString('hex');
  expect(print(sealer)).toHaveLength(64);
  expect(print(new Sealer('duisburg', APPLICATION, key))).toBe(print(sealer));
  const others = [
    print(sealer, 'link'),
    print(new Sealer('wuppertal', APPLICATION, key)),
    print(new Sealer('duisburg', APPLICATION, randomBytes(32))),
  ];
  expect(others).not.toContain(print(sealer));
});
