import { Controller, Get, Module, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { NextFunction, Request, Response } from 'express';
import { collectDefaultMetrics, Histogram, register } from 'prom-client';
import { PublicRoute } from './public-route';

const requestSeconds = new Histogram({
  name: 'http_request_duration_seconds',
  help: 'Time to answer a request, in seconds, by method, route pattern and status.',
  labelNames: ['method', 'route', 'status'] as const,
  buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
});

/** Measures every answer. The label is the route's pattern, never the address: ids have no place in metrics. */
export function measureRequests(request: Request, response: Response, next: NextFunction): void {
  const stop = requestSeconds.startTimer({ method: request.method });
  response.once('close', () => {
    if (response.getHeader('Content-Type')?.toString().startsWith('text/event-stream')) return;
    stop({ route: routePattern(request), status: response.statusCode });
  });
  next();
}

function routePattern(request: Request): string {
  const route: unknown = request.route;
  if (typeof route === 'object' && route !== null && 'path' in route) return String(route.path);
  return 'none';
}

@ApiExcludeController()
@PublicRoute()
@Controller('metrics')
class MetricsController {
  /** The figures of this process in the Prometheus text format. */
  @Get()
  async metrics(@Res() response: Response): Promise<void> {
    response.setHeader('Content-Type', register.contentType);
    response.send(await register.metrics());
  }
}

/** `GET /metrics`. Metrics defined anywhere on prom-client's default registry appear there by themselves. */
@Module({ controllers: [MetricsController] })
export class MetricsModule {
  constructor() {
    if (register.getSingleMetric('process_cpu_seconds_total')) return;
    // The event loop's lag is sampled by a timer, in ms; at the default of 10 it is most of what an idle process does.
    collectDefaultMetrics({ eventLoopMonitoringPrecision: 100 });
  }
}
