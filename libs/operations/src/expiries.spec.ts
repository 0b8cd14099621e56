import { generate } from 'selfsigned';
import { certificateExpiries, inOrder, type Expiry } from './expiries';

test('each certificate of a PEM says what it is and until when it is valid', async () => {
  const { cert } = await generate([{ name: 'commonName', value: 'kafka.example' }], {
    notBeforeDate: new Date('2026-01-01T00:00:00Z'),
    notAfterDate: new Date('2026-12-12T10:00:00Z'),
  });
  const expected = {
    kind: 'broker-certificate',
    name: 'CN=kafka.example',
    validUntil: '2026-12-12T10:00:00.000Z',
  };
  expect(certificateExpiries(`${cert}\nsomething else\n${cert}`, 'broker-certificate')).toEqual([
    expected,
    expected,
  ]);
  const broken = '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----';
  expect(certificateExpiries(broken, 'broker-certificate')).toEqual([]);
  expect(certificateExpiries(undefined, 'broker-certificate')).toEqual([]);
});

test('what runs out first stands first, and once', () => {
  const of = (name: string, validUntil: string): Expiry => ({ kind: 'signing-key', name, validUntil });
  const [soon, late] = [of('audit', '2026-12-01T00:00:00.000Z'), of('payment', '2027-01-01T00:00:00.000Z')];
  expect(inOrder([late, soon, late])).toEqual([soon, late]);
});
