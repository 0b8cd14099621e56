/**
 * A provider of payments for development, the demo and tests: XBezahldienste by mutual TLS and by OAuth 2, and a protocol with signed
 * callbacks, in one process at two ports. Whether somebody has paid says their page here.
 */
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { join } from 'node:path';
import { readPaymentConfig } from './config';
import { keepProviderKeys, keepProvidersFile } from './keys';
import { PaymentProvider } from './provider';

type Answering = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

async function main(): Promise<void> {
  const { port, tlsPort, host, keysFolder, ...settings } = readPaymentConfig();
  const keys = await keepProviderKeys(keysFolder);
  // Where something else names the providers already, that stays.
  if (!existsSync(join(keysFolder, 'providers.yaml'))) keepProvidersFile(keysFolder, settings.origins);
  const provider = new PaymentProvider({ ...settings, keys });
  const answering = (answer: Answering) => (request: IncomingMessage, response: ServerResponse) => {
    answer(request, response).catch((error: unknown) => {
      console.error('payment-provider:', error instanceof Error ? error.message : error);
      if (!response.headersSent) response.writeHead(500);
      response.end();
    });
  };
  const certified = createTlsServer(
    { ...keys.server, requestCert: true, rejectUnauthorized: true },
    answering((...both) => provider.answerCertified(...both)),
  );
  const plain = createServer(answering((...both) => provider.answer(...both)));
  // The one that is asked whether the process is ready comes last.
  await once(certified.listen(tlsPort, host), 'listening');
  await once(plain.listen(port, host), 'listening');
  for (const signal of ['SIGTERM', 'SIGINT']) process.once(signal, () => process.exit(0));
}

main().catch((error: unknown) => {
  console.error('payment-provider:', error instanceof Error ? error.message : error);
  process.exit(1);
});
