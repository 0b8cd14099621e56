import type { AddressInfo } from 'node:net';
import { Controller, Get, Module } from '@nestjs/common';
import { createService } from '#http';

/** A service with 50 routes and nothing behind them, served as all are. Forked; takes the platform as its argument. */
const answer = { text: 'x'.repeat(1_200) };

@Controller()
class Routes {}
for (let n = 0; n < 50; n += 1) {
  const route = { value: () => answer, configurable: true, writable: true };
  Object.defineProperty(Routes.prototype, `route${n}`, route);
  Get(`things${n}/:id/parts`)(Routes.prototype, `route${n}`, route);
}

@Module({ controllers: [Routes] })
class SmallModule {}

async function serve(platform: 'express' | 'fastify'): Promise<void> {
  const common = { service: 'small', PORT: 0, HOST: '127.0.0.1', LOG_LEVEL: 'warn' } as const;
  const app = await createService(SmallModule, { ...common, platform });
  await app.listen(0, '127.0.0.1');
  process.send?.((app.getHttpServer().address() as AddressInfo).port);
}

process.once('disconnect', () => process.exit());
void serve(process.argv[2] === 'express' ? 'express' : 'fastify');
