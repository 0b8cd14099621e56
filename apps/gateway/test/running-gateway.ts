import type { Server } from 'node:http';
import type { INestApplication } from '@nestjs/common';
import { closeGracefully, createService } from '#http';
import { tenantsFolder, testKeys } from '#testing';
import { GatewayModule, gatewayService } from '../src/gateway.module';
import type { GatewayOptions } from '../src/gateway-options';
import { partNames, type PartUrls } from '../src/parts';
import { Notebook, startSmallServices, type SmallServices } from './small-services';

export const keys = testKeys(['gateway', ...partNames]);

/** Small services, and gateways in front of them. */
export class SmallSystem {
  readonly notebook = new Notebook();
  services!: SmallServices;
  private readonly gateways: INestApplication<Server>[] = [];

  async start(): Promise<void> {
    this.services = await startSmallServices(this.notebook, keys);
  }

  /** Where the small services are. */
  async urls(): Promise<PartUrls> {
    const urls = partNames.map(async (name) => [name, await this.services[name].getUrl()] as const);
    return Object.fromEntries(await Promise.all(urls)) as PartUrls;
  }

  /** A gateway as it runs in production, with limits that a test does not reach unless it says so. */
  async gateway(options: Partial<GatewayOptions> = {}): Promise<INestApplication<Server>> {
    const complete: GatewayOptions = {
      tenantsFolder,
      urls: await this.urls(),
      innerUrls: this.notebook.innerUrls as PartUrls,
      privateKeyFile: keys.privateKeyFile('gateway'),
      publicKeysFile: keys.publicKeysFile,
      requestsPerMinute: 10_000,
      signInsPerMinute: 10_000,
      trustedProxies: [],
      ...options,
    };
    const config = { PORT: 0, HOST: '127.0.0.1', LOG_LEVEL: 'silent' } as const;
    const app = await createService(GatewayModule.with(complete), gatewayService(config));
    await app.listen(0, '127.0.0.1');
    this.gateways.push(app);
    return app;
  }

  async stop(): Promise<void> {
    await Promise.all([...this.gateways, ...Object.values(this.services)].map((app) => closeGracefully(app)));
  }
}
