// @ts-check
import { Controller, Get, Module } from '@nestjs/common';
import { createService } from '#http';

/**
 * A service with 50 routes and nothing behind them, served as all services are: what the platform and the edge cost.
 * Arguments: the platform and the port.
 */
const [platform, port] = process.argv.slice(2);
const answer = { text: 'x'.repeat(1200) };

class Routes {}
Controller()(Routes);
for (let n = 0; n < 50; n += 1) {
  const name = `route${n}`;
  const descriptor = { value: () => answer, configurable: true, writable: true };
  Object.defineProperty(Routes.prototype, name, descriptor);
  Get(`things${n}/:id/parts`)(Routes.prototype, name, descriptor);
}
class SmallModule {}
Module({ controllers: [Routes] })(SmallModule);

const common = {
  service: 'small',
  PORT: Number(port),
  HOST: '127.0.0.1',
  LOG_LEVEL: /** @type {const} */ ('info'),
};
const app = await (platform === 'express'
  ? createService(SmallModule, { ...common, platform: 'express' })
  : createService(SmallModule, { ...common, platform: 'fastify' }));
await app.listen(common.PORT, common.HOST);
