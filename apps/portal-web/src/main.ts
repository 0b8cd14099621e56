import { startService } from '#http';
import { portalWebConfig } from './config';
import { loadPages, portalWebService, PortalWebModule } from './portal-web.module';

async function start(): Promise<void> {
  const config = portalWebConfig();
  const pages = await loadPages(config.GATEWAY_URL);
  await startService(PortalWebModule, {
    ...portalWebService(config, pages),
    INNER_PORT: config.INNER_PORT,
  });
}

void start();
