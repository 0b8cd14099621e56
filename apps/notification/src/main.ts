import { startService } from '#http';
import { connectConsumers } from '#messaging';
import { readNotificationConfig } from './config';
import { NotificationModule } from './notification.module';

const config = readNotificationConfig();
void startService(NotificationModule.with(config), {
  service: 'notification',
  ...config,
  configure: connectConsumers,
});
