import { Module, type DynamicModule } from '@nestjs/common';
import { AskedProviders } from './asked-providers';
import { PaymentProviders } from './providers-file';

/** The payment providers of the installation. */
@Module({})
export class PaymentProvidersModule {
  /** @param file PAYMENT_PROVIDERS; what is wrong with it ends the start with one sentence */
  static forRoot(file: string | undefined): DynamicModule {
    return {
      module: PaymentProvidersModule,
      global: true,
      providers: [
        { provide: PaymentProviders, useFactory: () => new PaymentProviders(file) },
        {
          provide: AskedProviders,
          inject: [PaymentProviders],
          useFactory: (providers: PaymentProviders) => new AskedProviders(providers),
        },
      ],
      exports: [AskedProviders],
    };
  }
}
