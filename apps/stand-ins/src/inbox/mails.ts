import { createHash } from 'node:crypto';
import { appendFileSync, chmodSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A mail as a sender delivers it. */
export interface Delivery {
  readonly messageId: string;
  /** The recipients of the envelope. */
  readonly to: readonly string[];
  readonly from: string;
  readonly subject: string;
  readonly text: string;
}

/** A delivery as it is kept: a line of the file. */
interface KeptDelivery extends Delivery {
  /** UTC, ISO 8601. */
  readonly receivedAt: string;
}

/** A mail as it arrived, possibly several times; `receivedAt` is its first delivery. */
export interface Mail extends KeptDelivery {
  /** Short name in addresses, derived from the Message-ID. */
  readonly id: string;
  /** How often a mail with this Message-ID was delivered. */
  deliveries: number;
}

/** The mails of the inbox. One line per delivery in a file that is only appended to; what is listed is a fold of it. */
export class Mails {
  private readonly byMessageId = new Map<string, Mail>();
  private readonly file: string;

  /** @param folder where the mails are kept across restarts; made when missing */
  constructor(folder: string) {
    // The links in them open accounts: they are for whoever runs the system, and nobody else on the machine.
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    this.file = join(folder, 'deliveries.ndjson');
    appendFileSync(this.file, '', { mode: 0o600 });
    chmodSync(this.file, 0o600);
    for (const delivery of deliveriesIn(this.file)) this.count(delivery);
  }

  /** Keeps a delivery: on disk before it is acknowledged to the sender. */
  deliver(delivery: Delivery): void {
    const kept = { ...delivery, receivedAt: new Date().toISOString() };
    appendFileSync(this.file, JSON.stringify(kept) + '\n');
    this.count(kept);
  }

  /**
   * Newest first.
   * @param to only mails to this address
   */
  list(to: string | null = null): Mail[] {
    const address = to?.toLowerCase();
    const mails = [...this.byMessageId.values()].reverse();
    return address === undefined
      ? mails
      : mails.filter((mail) => mail.to.some((one) => one.toLowerCase() === address));
  }

  find(id: string): Mail | undefined {
    return this.list().find((mail) => mail.id === id);
  }

  private count(delivery: KeptDelivery): void {
    const known = this.byMessageId.get(delivery.messageId);
    if (known) known.deliveries += 1;
    else
      this.byMessageId.set(delivery.messageId, {
        ...delivery,
        id: idOf(delivery.messageId),
        deliveries: 1,
      });
  }
}

function idOf(messageId: string): string {
  return createHash('sha256').update(messageId).digest('hex').slice(0, 16);
}

function deliveriesIn(file: string): KeptDelivery[] {
  try {
    return readFileSync(file, 'utf8').split('\n').flatMap(parsed);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

/** A line that was cut off by a crash was never acknowledged, so the sender delivers it again. */
function parsed(line: string): KeptDelivery[] {
  try {
    return [JSON.parse(line) as KeptDelivery];
  } catch {
    return [];
  }
}
