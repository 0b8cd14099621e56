import type { IntegrityFigures } from './figures';
import { ScrapedGauges } from './scraped-gauges';

/** Tenants are no persons; the alarm has to say whose city it is about. */
const gauges = new ScrapedGauges(
  {
    integrity_streams: 'Streams that the last complete round has folded anew.',
    integrity_events: 'Events that the last complete round has read.',
    integrity_differences: 'Streams whose read models differ from their fold. Any is an alarm.',
    integrity_broken_chains: 'Streams whose hash chain is broken. Any is an alarm.',
    integrity_unreadable: 'Streams that cannot be read and are not compared. Any is an alarm.',
    integrity_round_age_seconds: 'Time since the last round through all streams was complete.',
    integrity_unchecked_seconds: 'Age of the oldest change that has not been checked yet.',
  },
  ['tenant'],
);

/** Shows the figures of all tenants from now on. */
export function measureIntegrity(read: () => Promise<ReadonlyMap<string, IntegrityFigures>>): void {
  gauges.showing(async () =>
    [...(await read())].map(([tenant, figures]) => ({
      labels: { tenant },
      values: {
        integrity_streams: figures.streams,
        integrity_events: figures.events,
        integrity_differences: figures.differences,
        integrity_broken_chains: figures.brokenChains,
        integrity_unreadable: figures.unreadable,
        ...age('integrity_round_age_seconds', figures.checkedAt),
        ...age('integrity_unchecked_seconds', figures.changesCheckedUntil),
      },
    })),
  );
}

function age<Name extends string>(name: Name, since: string | undefined): Partial<Record<Name, number>> {
  const seconds = since === undefined ? undefined : Math.max(0, (Date.now() - Date.parse(since)) / 1_000);
  return (seconds === undefined ? {} : { [name]: seconds }) as Partial<Record<Name, number>>;
}
