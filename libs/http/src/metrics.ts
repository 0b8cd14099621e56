import { Module } from '@nestjs/common';
import { collectDefaultMetrics, Histogram, register } from 'prom-client';

const requestSeconds = new Histogram({
  name: 'http_request_duration_seconds',
  help: 'Time to answer a request, in seconds, by method, route pattern and status.',
  labelNames: ['method', 'route', 'status'] as const,
  buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
});

/** The series of each method, route and status: as many as there are routes, found without a hash over labels. */
const series = new Map<string, ReturnType<typeof requestSeconds.labels>>();

/** Counts one answer; whoever answers without Nest calls it. @param route the route's pattern, never the address */
export function measured(method: string, route: string, status: number, seconds: number): void {
  const key = `${method} ${status} ${route}`;
  let one = series.get(key);
  if (one === undefined) {
    one = requestSeconds.labels({ method, route, status });
    series.set(key, one);
  }
  one.observe(seconds);
}

/** The figures of the process itself. Whatever is defined on prom-client's default registry is shown at the inner port. */
@Module({})
export class MetricsModule {
  constructor() {
    if (register.getSingleMetric('process_cpu_seconds_total')) return;
    // The event loop's lag is sampled by a timer, in ms; at the default of 10 it is most of what an idle process does.
    collectDefaultMetrics({ eventLoopMonitoringPrecision: 100 });
  }
}
