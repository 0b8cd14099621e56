import cookieParser from 'cookie-parser';
import { startService } from '#http';
import { readIdentityConfig } from './config';
import { readHandOverForms } from './http/hand-over/bodies';
import { IdentityModule } from './identity.module';

const config = readIdentityConfig();
void startService(IdentityModule.with(config), {
  service: 'identity',
  ...config,
  platform: 'express',
  configure: (app) => {
    app.use(cookieParser());
    readHandOverForms(app);
  },
});
