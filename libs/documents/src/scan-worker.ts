import { Unavailable } from '#availability';
import { KeyDestroyed } from '#encryption';
import { Waiter } from '#waiting';
import { Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { isComplete, type CompleteDocument, type KeptDocument, type Place } from './document';
import type { DocumentRow, DocumentsTable } from './documents-table';
import type { Documents } from './documents';
import { ObjectMissing } from './object-store';
import { passing } from './pieces';
import { unseenPasses, type Scanner } from './scanner';

/** Rows looked at at once. */
const pageSize = 20;
/** The longest time between two looks, in ms: what another instance took and did not live to scan is found after it. */
const longestRestMs = 10 * 60_000;
/** How long one instance has a document for itself, in seconds; a scan takes less. */
const claimSeconds = 300;
/** Until the next attempt while the scanner does not answer, in seconds. */
const awaySeconds = 15;
/** A clean document is scanned again after a day and after a week, in seconds: signatures come later than what they are of. */
const againAfterSeconds: readonly number[] = [24 * 3_600, 7 * 24 * 3_600];

/** What is done where malware is found in a document that belongs to a case: an event says so. */
export type OnFound = (place: Place, document: KeptDocument) => Promise<void>;

/**
 * Scans every document, as soon as it is complete and again later, in whichever instance comes first. Until the first scan nobody
 * opens it. While the scanner is away documents wait.
 */
export class ScanWorker implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger('scan');
  private readonly waiter = new Waiter();
  private readonly stopping = new AbortController();
  private running: Promise<void> | undefined;
  private stopListening: () => void = () => undefined;

  /** @param scanner undefined where by configuration nothing is scanned */
  constructor(
    private readonly documents: Documents,
    private readonly table: DocumentsTable,
    private readonly scanner: Scanner | undefined,
    private readonly onFound: OnFound,
  ) {}

  onApplicationBootstrap(): void {
    if (this.scanner === undefined) {
      this.logger.warn(
        'documents are NOT SCANNED for malware: CLAMD names no scanner; offices read it on every document',
      );
      return;
    }
    this.stopListening = this.documents.onWaiting(() => this.waiter.wake());
    this.running ??= this.run(this.scanner);
  }

  /** Finishes the document that is being scanned. */
  async beforeApplicationShutdown(): Promise<void> {
    this.stopListening();
    this.stopping.abort();
    await this.running;
  }

  private async run(scanner: Scanner): Promise<void> {
    const { signal } = this.stopping;
    // A scanner that is away is told by the first scan, and a wrong one by health once it is back.
    if (await scanner.passesUnseen().catch(() => false)) this.logger.warn(unseenPasses(scanner));
    while (!signal.aborted) {
      const restMs = await this.look(scanner, signal).catch((error: unknown) => {
        if (!signal.aborted) this.logger.warn({ err: error }, 'documents wait for their scan');
        return awaySeconds * 1_000;
      });
      await this.waiter.wait({ atMostMs: restMs, signal });
    }
  }

  /** Scans what is due. @returns how long nothing more is, in ms */
  private async look(scanner: Scanner, signal: AbortSignal): Promise<number> {
    while (!signal.aborted) {
      const next = await this.table.toScan(pageSize);
      const due = next.filter(({ waitMs }) => waitMs <= 0);
      if (due.length === 0) return Math.min(next[0]?.waitMs ?? longestRestMs, longestRestMs);
      for (const { tenant, streamId, ...seen } of due) {
        if (signal.aborted) return 0;
        const place = { tenant, streamId };
        const row = await this.table.claimScan(place, seen, claimSeconds);
        if (row !== undefined) await this.scan(scanner, place, row);
      }
    }
    return 0;
  }

  private async scan(scanner: Scanner, place: Place, row: DocumentRow): Promise<void> {
    if (!isComplete(row)) return;
    try {
      const verdict = await scanner.scan(this.contentOf(place, row));
      if (verdict.kind === 'found') {
        this.logger.warn(`malware in a document of ${place.tenant}/${place.streamId}: ${verdict.signature}`);
        // Bound meanwhile, it is found again, and then its case is told.
        if (row.bound) await this.onFound(place, row);
        else await this.table.scanned(place, row, 'found', null);
        return;
      }
      if (verdict.kind === 'unscannable')
        this.logger.warn(
          `a document of ${place.tenant}/${place.streamId} exceeds ${verdict.limit} of ${scanner.place}: nobody can open it`,
        );
      // What was looked at once stays what it was then, and lower limits take nothing away.
      const scan = row.scan === 'clean' ? 'clean' : verdict.kind;
      await this.table.scanned(place, row, scan, againAfterSeconds[row.scans] ?? null);
    } catch (error) {
      // What was erased is scanned no more.
      if (error instanceof KeyDestroyed) return this.table.scanLater(place, row, null);
      if (error instanceof ObjectMissing)
        this.logger.error({ err: error }, 'a document is missing in the store');
      await this.table.scanLater(place, row, awaySeconds);
      if (error instanceof Unavailable) throw error;
      this.logger.warn(
        { err: error },
        `a document of ${place.streamId} cannot be scanned; it is tried again`,
      );
    }
  }

  /** Opened when its first piece is asked for: a scanner that is away leaves nothing open. */
  private async *contentOf(
    place: Place,
    document: CompleteDocument,
  ): AsyncGenerator<Buffer, void, undefined> {
    yield* passing(await this.documents.open(place, document));
  }
}
