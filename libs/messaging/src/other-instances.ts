import type { Notification, PoolClient } from 'pg';

/** The channel of a service's database on which its instances tell each other that the feed has grown. */
export const feedChannel = 'event_feed';

/**
 * The other instances of a service, reached through PostgreSQL: an append wakes those who follow the feed in its own
 * process, and nobody elsewhere. Told beside the append, never in its transaction, where NOTIFY takes a lock of the whole
 * server; and only a wake-up: whoever misses one looks a little later.
 */
export class OtherInstances {
  private telling = false;
  private again = false;
  private readonly hear = ({ channel, processId }: Notification): void => {
    if (channel === feedChannel && processId !== this.client.processID) this.onTold();
  };

  /** @param client a connection that nobody else uses until `leave` */
  constructor(
    private readonly client: PoolClient & { readonly processID?: number },
    private readonly onTold: () => void,
  ) {}

  async listen(): Promise<void> {
    this.client.on('notification', this.hear);
    await this.client.query(`LISTEN ${feedChannel}`);
  }

  /** Of many calls while one is under way one more is made. A connection that breaks is noticed by who holds it. */
  tell(): void {
    this.again = this.telling;
    if (this.telling) return;
    this.telling = true;
    this.client
      .query({ name: 'tell_instances', text: `SELECT pg_notify('${feedChannel}', '')` })
      .catch(() => undefined)
      .finally(() => {
        this.telling = false;
        if (this.again) this.tell();
      });
  }

  /** The connection may serve others again. */
  async leave(): Promise<void> {
    this.client.off('notification', this.hear);
    await this.client.query(`UNLISTEN ${feedChannel}`).catch(() => undefined);
  }
}
