import { startService } from '#http';
import { connectConsumers } from '#messaging';
import { readMailboxConfig } from './config';
import { MailboxModule } from './mailbox.module';

const config = readMailboxConfig();
void startService(MailboxModule.with(config), {
  service: 'mailbox',
  ...config,
  configure: connectConsumers,
});
