import cookieParser from 'cookie-parser';
import { startService } from '#http';
import { readIdentityConfig } from './config';
import { IdentityModule } from './identity.module';

const config = readIdentityConfig();
void startService(IdentityModule.with(config), {
  service: 'identity',
  ...config,
  platform: 'express',
  configure: (app) => void app.use(cookieParser()),
});
