import { startService } from '#http';
import { connectConsumers } from '#messaging';
import { AuditModule } from './audit.module';
import { readAuditConfig } from './config';

const config = readAuditConfig();
void startService(AuditModule.with(config), {
  service: 'audit',
  ...config,
  configure: connectConsumers,
});
