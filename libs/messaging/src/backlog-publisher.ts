import { Logger } from '@nestjs/common';
import type { OutgoingMessage, Publisher } from './broker';

/** So many records at once are part of a backlog. */
const many = 400;
/** So many batches in a row make the effort worth while: a thread takes about 100 ms and 20 MB. */
const enoughInARow = 4;

/**
 * Sends what comes along by itself, and a backlog through a second publisher in a thread of its own, which ends with the
 * backlog: a service that has nothing to catch up with pays nothing for it. Only one call at a time, so the order is kept
 * whichever of the two sends.
 */
export class BacklogPublisher implements Publisher {
  private inARow = 0;
  private aside: Promise<Publisher | undefined> | undefined;

  /** @param openAside connects the second one; when it fails, the first goes on alone */
  constructor(
    private readonly own: Publisher,
    private readonly openAside: () => Promise<Publisher>,
  ) {}

  async send(topic: string, records: readonly OutgoingMessage[]): Promise<void> {
    this.inARow = records.length < many ? 0 : this.inARow + 1;
    if (this.inARow === 0) await this.closeAside();
    else if (this.inARow >= enoughInARow) this.aside ??= this.openAside().catch(withoutIt);
    await ((await this.aside) ?? this.own).send(topic, records);
  }

  async close(): Promise<void> {
    await this.closeAside();
    await this.own.close();
  }

  private async closeAside(): Promise<void> {
    const aside = this.aside;
    this.aside = undefined;
    await (await aside)?.close();
  }
}

/** Nobody would know otherwise why a backlog takes longer. */
function withoutIt(error: unknown): undefined {
  new Logger('Kafka').warn({ err: error }, 'a backlog is sent without a thread of its own');
}
