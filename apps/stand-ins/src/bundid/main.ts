/**
 * BundID and Servicekonto.NRW for development, the demo and tests: two SAML providers in one process, each at its own port. They
 * speak the protocol of the real ones; whom they let in is whoever is picked on their page.
 */
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { keepCertifiedKey } from '#saml-provider';
import { originsOf } from '../open-id-connect/sites';
import { readSamlConfig } from './config';
import { SamlProvider } from './provider';
import { ServiceProviders } from './service-providers';
import { characters, type ProviderName } from './settings';

async function main(): Promise<void> {
  const { port, servicekontoPort, host, keysFolder, tenantsDir, publicPort, citiesHost } = readSamlConfig();
  const listen = async (name: ProviderName, at: number) => {
    const addresses = () =>
      originsOf('portal', tenantsDir, publicPort).map(
        (origin) => `${origin}/api/saml/metadata${characters[name].metadataQuery}`,
      );
    const provider = new SamlProvider({
      name,
      // Another site than the cities' (`*.localhost`), so that what browsers do between sites happens here, too.
      origin: `http://127.0.0.1:${at}`,
      key: await keepCertifiedKey(keysFolder, name),
      serviceProviders: new ServiceProviders(addresses, citiesHost),
    });
    const server = serverOf(provider, name).listen(at, host);
    await once(server, 'listening');
    for (const signal of ['SIGTERM', 'SIGINT']) {
      process.once(signal, () => {
        server.close();
        server.closeAllConnections();
      });
    }
  };
  // The one that is asked whether the process is ready comes last.
  await listen('servicekonto-nrw', servicekontoPort);
  await listen('bundid', port);
}

function serverOf(provider: SamlProvider, name: ProviderName): Server {
  return createServer((request, response) => {
    provider.answer(request, response).catch((error: unknown) => {
      console.error(`${name}:`, error instanceof Error ? error.message : error);
      if (!response.headersSent) response.writeHead(500, { 'content-type': 'text/plain; charset=utf-8' });
      response.end();
    });
  });
}

main().catch((error: unknown) => {
  console.error('bundid:', error instanceof Error ? error.message : error);
  process.exit(1);
});
