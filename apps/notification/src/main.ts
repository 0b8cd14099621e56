import { startService } from '#http';
import { connectConsumers } from '#messaging';
import { readNotificationConfig } from './config';
import { NotificationModule } from './notification.module';

async function main(): Promise<void> {
  const config = readNotificationConfig();
  const app = await startService(NotificationModule.with(config), {
    service: 'notification',
    ...config,
    configure: connectConsumers,
  });
  await app.startAllMicroservices();
}

void main();
