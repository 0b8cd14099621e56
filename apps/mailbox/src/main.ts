import { startService } from '#http';
import { connectConsumers } from '#messaging';
import { readMailboxConfig } from './config';
import { MailboxModule } from './mailbox.module';

async function main(): Promise<void> {
  const config = readMailboxConfig();
  const app = await startService(MailboxModule.with(config), {
    service: 'mailbox',
    ...config,
    configure: connectConsumers,
  });
  await app.startAllMicroservices();
}

void main();
