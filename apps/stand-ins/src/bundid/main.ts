/**
 * BundID and Servicekonto.NRW for development, the demo and tests: two SAML providers in one process, each at its own port. They
 * speak the protocol of the real ones; whom they let in is whoever is picked on their page.
 */
import { createServer } from 'node:http';
import { keepCertifiedKey } from '#saml-provider';
import { readSamlConfig } from './config';
import { SamlProvider } from './provider';
import { addressesFrom, ServiceProviders } from './service-providers';
import type { ProviderName } from './settings';

const { port, servicekontoPort, host, keysFolder, serviceProvidersFile } = readSamlConfig();

async function listen(name: ProviderName, at: number): Promise<void> {
  const provider = new SamlProvider({
    name,
    // Another site than the cities' (`*.localhost`), so that what browsers do between sites happens here, too.
    origin: `http://127.0.0.1:${at}`,
    key: await keepCertifiedKey(keysFolder, name),
    serviceProviders: new ServiceProviders(addressesFrom(serviceProvidersFile, name)),
  });
  const server = createServer((request, response) => {
    provider.answer(request, response).catch((error: unknown) => {
      console.error(`${name}:`, error instanceof Error ? error.message : error);
      if (!response.headersSent) response.writeHead(500, { 'content-type': 'text/plain; charset=utf-8' });
      response.end();
    });
  });
  server.on('error', fail);
  server.listen(at, host, () => console.log(`${name}: http://127.0.0.1:${at}/`));
  for (const signal of ['SIGTERM', 'SIGINT']) {
    process.once(signal, () => {
      server.close();
      server.closeAllConnections();
    });
  }
}

function fail(error: unknown): void {
  console.error('bundid:', error instanceof Error ? error.message : error);
  process.exit(1);
}

Promise.all([listen('bundid', port), listen('servicekonto-nrw', servicekontoPort)]).catch(fail);
