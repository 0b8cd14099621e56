import { type ChildProcess, fork, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createTokenKeys, createTokenSigner } from '#auth';
import { createKeyFile } from '#encryption';
import { readBenchConfig } from '../config';
import { startInfrastructure } from '../infrastructure';
import { launched, migrateProduct, startProduct, type Answering } from '../product';
import { fill, type Books } from './books';

/** The payment service with full books, PostgreSQL, broker and provider; nobody else runs. */
export interface PaymentAlone extends Answering {
  /** Asks as the treasury of a city. @throws Error unless the answer is 2xx */
  ask<Body>(tenant: string, method: 'GET' | 'POST', path: string, json?: object): Promise<Body>;
  stop(): Promise<void>;
}

/** @param books what the service finds when it starts @param count of the payments that its provider has */
export async function startPaymentAlone(
  folder: string,
  books: readonly Books[],
  count: number,
): Promise<PaymentAlone> {
  const infrastructure = await startInfrastructure(folder, { broker: true, service: 'payment' });
  const children: ChildProcess[] = [];
  const stop = async (): Promise<void> => {
    await Promise.all(children.map(ended));
    await infrastructure.stop();
  };
  try {
    migrateProduct('payment', infrastructure.owner);
    const keyFile = join(folder, 'key-encryption-key');
    createKeyFile(keyFile);
    await fill(infrastructure, keyFile, books);
    createTopics(infrastructure.brokers);
    const provider = fork(join(__dirname, 'provider.js'), [String(count)]);
    children.push(provider);
    const [providerPort] = (await once(provider, 'message')) as [number];
    const keys = createTokenKeys(folder, ['payment', 'application', 'identity', 'gateway', 'audit']);
    const answering = await startProduct('payment', launched(), {
      LOG_LEVEL: 'warn',
      DATABASE_URL: infrastructure.service,
      KAFKA_BROKERS: infrastructure.brokers.join(','),
      TOKEN_PRIVATE_KEY_FILE: keys.privateKeyFile('payment'),
      TOKEN_PUBLIC_KEYS_FILE: keys.publicKeysFile,
      KEY_ENCRYPTION_KEY_FILE: keyFile,
      DOCUMENTS_FOLDER: join(folder, 'documents'),
      PUBLIC_PORT: '8080',
      PAYMENT_PROVIDERS: providersFile(folder, `http://127.0.0.1:${providerPort}`),
      APPLICATION_URL: 'http://127.0.0.1:9',
    });
    children.push(answering.child);
    const signer = createTokenSigner('identity', keys.privateKeyFile('identity'));
    return {
      ...answering,
      stop,
      async ask<Body>(tenant: string, method: string, path: string, json?: object): Promise<Body> {
        const token = await signer.sign({
          ...{ sub: '00000000-0000-7000-8000-0000000000d1', tenant, kind: 'person', roles: ['treasury'] },
          ...{ offices: [], levelOfAssurance: 'low' },
        });
        const answer = await fetch(`http://127.0.0.1:${answering.port}/backoffice${path}`, {
          method,
          headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
          ...(json !== undefined && { body: JSON.stringify(json) }),
        });
        if (!answer.ok)
          throw new Error(`${method} ${path} answered ${answer.status}: ${await answer.text()}`);
        return (await answer.json()) as Body;
      },
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Ends a process in order. */
async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, 'exit');
  child.kill();
  await exit;
}

function providersFile(folder: string, url: string): string {
  const own = join(folder, 'providers');
  mkdirSync(own, { recursive: true });
  writeFileSync(join(own, 'secret'), 'bench');
  const file = join(own, 'providers.yaml');
  writeFileSync(
    file,
    [
      `stadtpay: { protocol: signed-callback, url: '${url}', secretFile: secret, callbackSecretFile: secret }`,
      `xbezahl: { protocol: xbezahldienste, url: '${url}', auth: { kind: oauth2, tokenUrl: '${url}/token', clientId: bench, clientSecretFile: secret } }`,
      '',
    ].join('\n'),
  );
  return file;
}

function createTopics(brokers: readonly string[]): void {
  const { root, environment } = readBenchConfig();
  const program = join(root, 'dist/libs/messaging/src/create-topics.js');
  const { status } = spawnSync(process.execPath, [program, ...brokers], {
    env: environment,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  if (status !== 0) throw new Error('the topics were not created');
}
