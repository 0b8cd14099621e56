/** How long one waits. */
export interface Waiting {
  /** The wait is over at the latest after so many ms, whether somebody called or not; without, only a call ends it. */
  readonly atMostMs?: number;
  /** Ends the wait at once; `wait` then resolves like on a call. */
  readonly signal?: AbortSignal;
}

/**
 * Whoever has nothing to do waits here until somebody says that there may be something: idle work costs nothing, and new
 * work does not wait for a clock. The deadline is the net under the signal, for what nobody in this process can tell of.
 *
 * One waits, many call. A call while nobody waits is kept, so that what happens between a look and the wait is not missed:
 * look first, then wait, then look again.
 */
export class Waiter {
  private called = false;
  private resume: (() => void) | undefined;

  /** Ends the present wait, or else the next one before it begins. */
  wake(): void {
    this.called = true;
    this.resume?.();
  }

  /** Resolves when somebody has called since the last wait ended, when the time is up or when the signal is aborted. */
  async wait({ atMostMs, signal }: Waiting = {}): Promise<void> {
    if (this.resume !== undefined) throw new Error('somebody waits here already');
    if (!this.called && signal?.aborted !== true) {
      await new Promise<void>((resolve) => {
        const timer = atMostMs === undefined ? undefined : setTimeout(resolve, atMostMs);
        this.resume = () => {
          clearTimeout(timer);
          resolve();
        };
        signal?.addEventListener('abort', this.resume, { once: true });
      });
      if (this.resume !== undefined) signal?.removeEventListener('abort', this.resume);
      this.resume = undefined;
    }
    this.called = false;
  }
}

/** Rests for so many ms; only the signal ends a rest early. Calls meanwhile reach the waiter that they are meant for. */
export async function rest(ms: number, signal?: AbortSignal): Promise<void> {
  if (ms > 0) await new Waiter().wait({ atMostMs: ms, ...(signal && { signal }) });
}
