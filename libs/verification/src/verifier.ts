import type { FeedPosition, StreamName } from '#event-sourcing';
import { Logger } from '@nestjs/common';
import type { PoolClient } from 'pg';
import type { BackgroundWork } from './background-check';
import { changesAfter } from './changes';
import { checkStreams, checkTheseStreams, type CheckedStream, type Log } from './check-streams';
import { keepCursor, keepFindings, readCursor, readDifferences, readRounds, saveRound } from './progress';
import { pageDueInMs, restAfterPageMs } from './round-pace';

/** Streams checked at once: a check must not hold a snapshot, and with it the feed's horizon, for long. */
const pageSize = 100;
/** Changes read at once. */
const changesAtOnce = 1_000;
/**
 * Folds streams anew, compares their read models and re-hashes their chains: what changed soon after it changed, by a
 * cursor in the feed, and everything in a slow round beside it. Both places are kept in the database.
 */
export class Verifier implements BackgroundWork {
  readonly name = 'verification';
  private readonly logger = new Logger('integrity');

  /** By `performance.now`: whoever wakes this for a change does not hasten the round. */
  private roundRestsUntil = 0;

  constructor(private readonly log: Log) {}

  async look(signal: AbortSignal): Promise<number> {
    await this.checkChanges(signal);
    await this.checkDifferences();
    return signal.aborted ? 0 : this.checkPage();
  }

  /** Everything that changed since the cursor. */
  private async checkChanges(signal: AbortSignal): Promise<void> {
    const { database, store } = this.log;
    let cursor = await database.acrossTenants(readCursor);
    if (cursor === undefined) {
      // What is older than the verification itself is the round's.
      cursor = await store.endOfFeed();
      await this.moveCursor(cursor);
    }
    for (let more = true; more && !signal.aborted;) {
      const after: FeedPosition = cursor;
      const changes = await database.acrossTenants((client) => changesAfter(client, after, changesAtOnce));
      await this.checkThese(changes);
      const last = changes.at(-1);
      if (last !== undefined) await this.moveCursor((cursor = last));
      more = changes.length === changesAtOnce;
    }
  }

  private async moveCursor(to: FeedPosition): Promise<void> {
    await this.log.database.acrossTenants((client) => keepCursor(client, to));
  }

  /** What differed may have been mended. */
  private async checkDifferences(): Promise<void> {
    await this.checkThese(
      await this.log.database.acrossTenants((client) => readDifferences(client, pageSize)),
    );
  }

  private async checkThese(named: readonly StreamName[]): Promise<void> {
    for (const tenant of new Set(named.map((stream) => stream.tenant))) {
      const own = named.filter((stream) => stream.tenant === tenant);
      const ids = [...new Set(own.map(({ streamId }) => streamId))];
      for (let from = 0; from < ids.length; from += pageSize) {
        const page = ids.slice(from, from + pageSize);
        const streams = await checkTheseStreams(this.log, tenant, page);
        await this.keep(tenant, streams, (client) => keepFindings(client, tenant, { ids: page }, streams));
      }
    }
  }

  /** The next page of the round that is due. @returns how long none is due, in ms. */
  private async checkPage(): Promise<number> {
    const restMs = this.roundRestsUntil - performance.now();
    if (restMs > 0) return restMs;
    const rounds = await this.log.database.acrossTenants(readRounds);
    const [round] = rounds.toSorted((left, right) => pageDueInMs(left) - pageDueInMs(right));
    if (round === undefined) return Infinity;
    const waitMs = pageDueInMs(round);
    if (waitMs > 0) return waitMs;
    const began = performance.now();
    const { tenant, after } = round;
    const { streams, next } = await checkStreams(this.log, { tenant, after, limit: pageSize });
    await this.keep(tenant, streams, async (client) => {
      await saveRound(client, round, {
        streams: streams.length,
        events: streams.reduce((sum, { hashes }) => sum + hashes.length, 0),
        next,
      });
      return keepFindings(client, tenant, { after, until: next }, streams);
    });
    const rest = restAfterPageMs(performance.now() - began, round);
    this.roundRestsUntil = performance.now() + rest;
    return rest;
  }

  /** Notes what was found, and raises the alarm about what was not known before: ids and column names, never values. */
  private async keep(
    tenant: string,
    streams: readonly CheckedStream[],
    noteIn: (client: PoolClient) => Promise<readonly string[]>,
  ): Promise<void> {
    const alarming = await this.log.database.inTransaction(tenant, noteIn);
    for (const { streamId, brokenAt, unreadable, differences } of streams) {
      if (!alarming.includes(streamId)) continue;
      this.logger.error({
        msg: unreadable ? 'ALARM: a stream cannot be read' : 'ALARM: a stream is not what its events say',
        alarm: 'integrity',
        tenant,
        streamId,
        brokenAt,
        unreadable,
        differences,
      });
    }
  }
}
