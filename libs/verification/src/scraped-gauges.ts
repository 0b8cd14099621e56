import { Gauge } from 'prom-client';

/** The values of some gauges for one set of labels. */
export interface Sample<Name extends string> {
  readonly labels: Readonly<Record<string, string>>;
  readonly values: Readonly<Partial<Record<Name, number>>>;
}

/**
 * Gauges that are read anew for every scrape, so that every instance of a service shows the same, whichever has done the
 * work.
 */
export class ScrapedGauges<Name extends string> {
  private readonly gauges: ReadonlyMap<Name, Gauge>;
  private reading: Promise<void> | undefined;
  private read: () => Promise<readonly Sample<Name>[]> = () => Promise.resolve([]);

  /** @param help what each gauge says, by its name */
  constructor(help: Readonly<Record<Name, string>>, labelNames: readonly string[]) {
    const collect = () => this.show();
    const gauges = Object.entries<string>(help).map(
      ([name, text]) => [name as Name, new Gauge({ name, help: text, labelNames, collect })] as const,
    );
    this.gauges = new Map(gauges);
  }

  /** Shows these values from now on. */
  showing(read: () => Promise<readonly Sample<Name>[]>): void {
    this.read = read;
  }

  /** A scrape collects all metrics at once, so all gauges wait for one reading. */
  private show(): Promise<void> {
    this.reading ??= this.read()
      .catch(() => []) // Without the database nobody knows; an old figure would be a lie.
      .then((samples) => this.set(samples))
      .finally(() => (this.reading = undefined));
    return this.reading;
  }

  private set(samples: readonly Sample<Name>[]): void {
    for (const [name, gauge] of this.gauges) {
      gauge.reset();
      for (const { labels, values } of samples) {
        const value = values[name];
        if (value !== undefined) gauge.set(labels, value);
      }
    }
  }
}
