import { createHash } from 'node:crypto';
import { appendFileSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * A mail as it arrived, possibly several times.
 * @typedef {object} Mail
 * @property {string} id Short name in addresses, derived from the Message-ID.
 * @property {string} messageId
 * @property {string[]} to The recipients of the envelope.
 * @property {string} from
 * @property {string} subject
 * @property {string} text
 * @property {string} receivedAt UTC, ISO 8601, first delivery.
 * @property {number} deliveries How often a mail with this Message-ID was delivered.
 */

/** The mails of the inbox. One line per delivery in a file that is only appended to; what is listed is a fold of it. */
export class Mails {
  /** @type {Map<string, Mail>} */
  #byMessageId = new Map();
  #file;

  /** @param {string} folder where the mails are kept across restarts; made when missing */
  constructor(folder) {
    mkdirSync(folder, { recursive: true });
    this.#file = join(folder, 'deliveries.ndjson');
    for (const line of linesOf(this.#file)) this.#count(line);
  }

  /**
   * Keeps a delivery: on disk before it is acknowledged to the sender.
   * @param {Omit<Mail, 'id' | 'deliveries' | 'receivedAt'>} delivery
   */
  deliver(delivery) {
    const line = { ...delivery, receivedAt: new Date().toISOString() };
    appendFileSync(this.#file, JSON.stringify(line) + '\n');
    this.#count(line);
  }

  /**
   * Newest first.
   * @param {string | null} to only mails to this address
   * @returns {Mail[]}
   */
  list(to = null) {
    const address = to?.toLowerCase();
    const mails = [...this.#byMessageId.values()].reverse();
    return address === undefined
      ? mails
      : mails.filter((mail) => mail.to.some((one) => one.toLowerCase() === address));
  }

  /** @param {string} id @returns {Mail | undefined} */
  find(id) {
    return this.list().find((mail) => mail.id === id);
  }

  /** @param {Omit<Mail, 'id' | 'deliveries'>} delivery */
  #count(delivery) {
    const known = this.#byMessageId.get(delivery.messageId);
    if (known) known.deliveries += 1;
    else
      this.#byMessageId.set(delivery.messageId, { ...delivery, id: idOf(delivery.messageId), deliveries: 1 });
  }
}

/** @param {string} messageId */
function idOf(messageId) {
  return createHash('sha256').update(messageId).digest('hex').slice(0, 16);
}

/** @param {string} file @returns {Omit<Mail, 'id' | 'deliveries'>[]} */
function linesOf(file) {
  try {
    return readFileSync(file, 'utf8').split('\n').flatMap(parsed);
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'ENOENT') return [];
    throw error;
  }
}

/** A line that was cut off by a crash was never acknowledged, so the sender delivers it again. @param {string} line */
function parsed(line) {
  try {
    return [JSON.parse(line)];
  } catch {
    return [];
  }
}
