import type { FeedPosition } from '#event-sourcing';

/**
 * Batches on their way to the broker: never two at a time, so that order is kept also when one of them fails. The checkpoint
 * passes one that is acknowledged, while the next is on its way.
 */
export class BatchesUnderWay {
  private underWay: Promise<(() => Promise<void>) | undefined> = Promise.resolve(undefined);
  private saved = Promise.resolve();

  /** @param save moves the checkpoint */
  constructor(private readonly save: (last: FeedPosition, records: number) => Promise<void>) {}

  /**
   * Sends a batch once the one before is acknowledged; resolves when it is on its way.
   * @param records how many it has
   * @param last where the feed goes on behind it; undefined for a batch without events
   * @throws when one before it could not be sent, or the checkpoint not be moved.
   */
  async send(send: () => Promise<void>, records: number, last: FeedPosition | undefined): Promise<void> {
    await this.acknowledged();
    this.underWay = handledLater(send().then(() => last && (() => this.save(last, records))));
  }

  /** Resolves when everything is acknowledged and the checkpoint has passed it. @throws as `send` */
  async finish(): Promise<void> {
    await this.acknowledged();
    await this.saved;
  }

  private async acknowledged(): Promise<void> {
    const save = await this.underWay;
    await this.saved;
    this.underWay = Promise.resolve(undefined);
    if (save) this.saved = handledLater(save());
  }
}

/** A promise that is awaited later: until then its failure is nobody's unhandled rejection. */
export function handledLater<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => undefined);
  return promise;
}
