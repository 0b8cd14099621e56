import { ScrapedGauges } from '#verification';
import { Counter } from 'prom-client';
import type { SourceFigures } from './compared-sources';

const gauges = new ScrapedGauges(
  {
    audit_streams_compared: 'Streams that the last complete round through a source covered.',
    audit_differences:
      'Differences between a source and its witness, as known now. Anything but 0 is an alarm.',
    audit_events_behind: 'Events that a source had and the witness had not heard of at the last look.',
  },
  ['tenant', 'source'],
);

export const failures = new Counter({
  name: 'audit_comparisons_failed_total',
  help: 'Looks at a source that it did not answer.',
  labelNames: ['source'] as const,
});

/** Shows what is known of the sources from now on. */
export function measureComparison(read: () => Promise<readonly SourceFigures[]>): void {
  gauges.showing(async () =>
    (await read()).map(({ tenant, source, streams, behind, differences }) => ({
      labels: { tenant, source },
      values: {
        audit_streams_compared: streams,
        audit_differences: differences.length,
        audit_events_behind: behind,
      },
    })),
  );
}
