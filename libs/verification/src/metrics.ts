import { Gauge } from 'prom-client';
import type { IntegrityFigures } from './figures';

type ReadFigures = () => Promise<ReadonlyMap<string, IntegrityFigures>>;

/** Tenants are no persons; the alarm has to say whose city it is about. */
const gauge = (name: string, help: string) =>
  new Gauge({ name: `integrity_${name}`, help, labelNames: ['tenant'] as const, collect: show });

const gauges = {
  streams: gauge('streams', 'Streams that the last complete round has folded anew.'),
  events: gauge('events', 'Events that the last complete round has read.'),
  differences: gauge('differences', 'Streams whose read models differ from their fold. Any is an alarm.'),
  brokenChains: gauge('broken_chains', 'Streams whose hash chain is broken. Any is an alarm.'),
  roundAge: gauge('round_age_seconds', 'Time since all streams were last checked in one round.'),
  uncheckedAge: gauge('unchecked_seconds', 'Age of the oldest change that has not been checked yet.'),
};

let read: ReadFigures = () => Promise.resolve(new Map());
let reading: Promise<void> | undefined;

/** Sets all figures. A scrape collects all metrics at once, so they wait for one reading. */
function show(): Promise<void> {
  reading ??= read()
    .then((figures) => {
      reset();
      for (const [tenant, found] of figures) {
        gauges.streams.set({ tenant }, found.streams);
        gauges.events.set({ tenant }, found.events);
        gauges.differences.set({ tenant }, found.differences);
        gauges.brokenChains.set({ tenant }, found.brokenChains);
        if (found.checkedAt !== undefined) gauges.roundAge.set({ tenant }, age(found.checkedAt));
        if (found.changesCheckedUntil !== undefined)
          gauges.uncheckedAge.set({ tenant }, age(found.changesCheckedUntil));
      }
    })
    // Without the database nobody knows; an old figure would be a lie.
    .catch(reset)
    .finally(() => (reading = undefined));
  return reading;
}

function reset(): void {
  for (const gauge of Object.values(gauges)) gauge.reset();
}

function age(time: string): number {
  return Math.max(0, (Date.now() - Date.parse(time)) / 1_000);
}

/** Shows these figures from now on, read anew for each scrape: every instance shows the same. */
export function measureIntegrity(figures: ReadFigures): void {
  read = figures;
}
