import { startService } from '#http';
import { connectConsumers } from '#messaging';
import { ApplicationModule } from './application.module';
import { readApplicationConfig } from './config';

async function main(): Promise<void> {
  const config = readApplicationConfig();
  const app = await startService(ApplicationModule.with(config), {
    service: 'application',
    ...config,
    configure: connectConsumers,
  });
  await app.startAllMicroservices();
}

void main();
