import { startService } from '#http';
import { readIdentityConfig } from './config';
import { readWhatBrowsersSend } from './http/browser-bodies';
import { IdentityModule } from './identity.module';

const config = readIdentityConfig();
void startService(IdentityModule.with(config), {
  service: 'identity',
  ...config,
  platform: 'express',
  configure: readWhatBrowsersSend,
});
