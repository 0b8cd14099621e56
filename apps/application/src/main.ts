import { startService } from '#http';
import { connectConsumers } from '#messaging';
import { ApplicationModule } from './application.module';
import { readApplicationConfig } from './config';

const config = readApplicationConfig();
void startService(ApplicationModule.with(config), {
  service: 'application',
  ...config,
  configure: connectConsumers,
});
