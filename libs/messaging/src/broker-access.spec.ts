import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseConfig } from '#http';
import { brokerAccess, brokerVariables } from './broker-access';

const folder = mkdtempSync(join(tmpdir(), 'broker-access-'));
const fileWith = (name: string, content: string) => {
  const file = join(folder, name);
  writeFileSync(file, content);
  return file;
};

function certificate(name: string): { readonly cert: string; readonly key: string } {
  const [cert, key] = [join(folder, `${name}.crt`), join(folder, `${name}.key`)];
  const request = [
    'req',
    '-x509',
    '-newkey',
    'ec',
    '-pkeyopt',
    'ec_paramgen_curve:P-256',
    '-nodes',
    '-days',
    '2',
  ];
  execFileSync('openssl', [...request, '-subj', `/CN=${name}`, '-keyout', key, '-out', cert], {
    stdio: 'pipe',
  });
  return { cert: readFileSync(cert, 'utf8'), key: readFileSync(key, 'utf8') };
}

const [authority, client] = [certificate('authority'), certificate('client')];
const credentials = { mechanism: 'scram-sha-512', username: 'application', password: 'secret' };

const read = (variables: Record<string, string>) =>
  brokerAccess(parseConfig(brokerVariables, { KAFKA_BROKERS: 'one:9092', ...variables }));

test('without anything else the brokers are reached as they are', () => {
  expect(read({})).toEqual({ brokers: ['one:9092'] });
});

test('TLS, with the authorities of Node or of one’s own, and a certificate of one’s own', () => {
  expect(read({ KAFKA_TLS: 'true' })).toEqual({ brokers: ['one:9092'], tls: {} });
  expect(
    read({
      KAFKA_CA_FILE: fileWith('ca.pem', authority.cert),
      KAFKA_CLIENT_CERTIFICATE_FILE: fileWith('client.pem', client.cert + client.key),
    }),
  ).toEqual({
    brokers: ['one:9092'],
    tls: { authorities: authority.cert, certificate: client.cert.trim(), key: client.key.trim() },
  });
});

test('SASL, as the file says', () => {
  expect(read({ KAFKA_CREDENTIALS_FILE: fileWith('user.json', JSON.stringify(credentials)) })).toEqual({
    brokers: ['one:9092'],
    credentials,
  });
});

test.each<[Record<string, string>, string]>([
  [
    { KAFKA_TLS: 'perhaps' },
    'KAFKA_TLS (whether the brokers are reached by TLS) is not usable: Invalid bool input: "perhaps".',
  ],
  [{ KAFKA_CA_FILE: '/nowhere' }, 'is not usable: /nowhere cannot be read (ENOENT).'],
  [{ KAFKA_CA_FILE: fileWith('none.pem', 'x') }, 'none.pem must hold certificates in PEM form.'],
  [
    { KAFKA_CLIENT_CERTIFICATE_FILE: fileWith('foreign.pem', client.cert + authority.key) },
    'foreign.pem must hold a certificate and its private key in PEM form.',
  ],
  [
    { KAFKA_CLIENT_CERTIFICATE_FILE: fileWith('half.pem', client.cert) },
    'half.pem must hold a certificate and its private key in PEM form.',
  ],
  ...[
    '',
    '{}',
    'null',
    JSON.stringify({ ...credentials, mechanism: 'gssapi' }),
    JSON.stringify({ ...credentials, password: '' }),
  ].map((content, nth): [Record<string, string>, string] => [
    { KAFKA_CREDENTIALS_FILE: fileWith(`wrong-${nth}.json`, content) },
    `wrong-${nth}.json must hold {"mechanism": "plain" | "scram-sha-256" | "scram-sha-512", "username": …, "password": …}.`,
  ]),
])('%j ends the start with one sentence', (variables, sentence) => {
  expect(() => read(variables)).toThrow(sentence);
  expect(() => read(variables)).not.toThrow(/secret/);
});
