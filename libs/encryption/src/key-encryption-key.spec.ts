import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { KeyEncryptionKey, UnknownKeyEncryptionKey } from './key-encryption-key';
import { SealBroken } from './seal-broken';

const former = randomBytes(32);
const current = randomBytes(32);
const dataKey = randomBytes(32);
const ROW = 'duisburg/0192f3a4-0000-7000-8000-000000000001';

test('a key that was wrapped before the rotation still opens after it', () => {
  const wrapped = new KeyEncryptionKey(former).wrap(dataKey, ROW);
  expect(new KeyEncryptionKey(current, former).unwrap(wrapped, ROW)).toEqual(dataKey);
});

test('another key-encryption key opens nothing and says which one is missing', () => {
  const wrapped = new KeyEncryptionKey(former).wrap(dataKey, ROW);
  const reader = new KeyEncryptionKey(current);
  expect(() => reader.unwrap(wrapped, ROW)).toThrow(new UnknownKeyEncryptionKey(wrapped.keyEncryptionKeyId));
  expect(() => reader.unwrap({ ...wrapped, keyEncryptionKeyId: reader.currentId }, ROW)).toThrow(SealBroken);
});

test('a wrapped key that was copied to another row does not open', () => {
  const keys = new KeyEncryptionKey(current);
  expect(() => keys.unwrap(keys.wrap(dataKey, ROW), 'wuppertal/other')).toThrow(SealBroken);
});

describe('the key file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'keys-'));
  const file = join(folder, 'key-encryption-key');
  afterAll(() => rmSync(folder, { recursive: true }));

  test('holds the current key on its first line and former ones below', () => {
    writeFileSync(file, `${current.toString('base64')}\n${former.toString('base64')}\n`);
    const keys = KeyEncryptionKey.fromFile(file);
    expect(keys.currentId).toBe(new KeyEncryptionKey(current).currentId);
    expect(keys.unwrap(new KeyEncryptionKey(former).wrap(dataKey, ROW), ROW)).toEqual(dataKey);
  });

  test.each([
    ['', 'it is empty'],
    ['c2hvcnQ=\n', 'has 32 bytes, not 5'],
  ])('with content "%s" is refused with its name and a reason', (content, reason) => {
    writeFileSync(file, content);
    expect(() => KeyEncryptionKey.fromFile(file)).toThrow(file);
    expect(() => KeyEncryptionKey.fromFile(file)).toThrow(reason);
  });

  test('that is missing is named', () => {
    expect(() => KeyEncryptionKey.fromFile(join(folder, 'none'))).toThrow(join(folder, 'none'));
  });
});
