import { startService } from '#http';
import { connectConsumers } from '#messaging';
import { readPaymentConfig } from './config';
import { PaymentModule } from './payment.module';

const config = readPaymentConfig();
void startService(PaymentModule.with(config), {
  service: 'payment',
  ...config,
  configure: connectConsumers,
});
