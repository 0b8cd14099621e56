import type { TextRow } from './prepared-query';

/** For so many keys one statement asks at most. */
const mostKeys = 100;
/** So long those who came later wait for a statement that is under way, in ms: one that is slow holds nobody up. */
const patienceMs = 100;

interface Asker {
  resolve(rows: readonly TextRow[]): void;
  reject(error: unknown): void;
}

/**
 * What many ask at the same time, asked with one statement: what comes while one is under way waits, and the next one asks for all who
 * wait. Who comes alone is asked for at once, so nothing is slower where little is asked; and a statement begins after every question
 * that it answers, so an answer is as new as if it had been asked for alone.
 */
export class Gathering {
  private readonly waiting = new Map<string, Asker[]>();
  private underWay = 0;
  /** Whether somebody will read for those who wait. */
  private isTakenCareOf = false;

  /**
   * @param read reads for many keys; the first column of each row is the place of its key, from 1, and the rows of a key come in order
   * @param whenIdle is called when nobody waits any more
   */
  constructor(
    private readonly read: (keys: readonly string[]) => Promise<readonly TextRow[]>,
    private readonly whenIdle: () => void,
  ) {}

  /** The rows of one key without the first column. @throws what `read` throws, for everybody who was asked for with it. */
  ask(key: string): Promise<readonly TextRow[]> {
    return new Promise((resolve, reject) => {
      const askers = this.waiting.get(key);
      if (askers) askers.push({ resolve, reject });
      else this.waiting.set(key, [{ resolve, reject }]);
      if (this.isTakenCareOf) return;
      this.isTakenCareOf = true;
      this.readSoon();
    });
  }

  /** Behind the requests that have come in the same turn of the event loop, so that they go together. */
  private readSoon(): void {
    setImmediate(() => void this.readNext());
  }

  private async readNext(): Promise<void> {
    const asked = [...this.waiting].slice(0, mostKeys);
    for (const [key] of asked) this.waiting.delete(key);
    this.underWay += 1;
    let isAlone = true;
    const goOn = (): void => {
      if (!isAlone) return;
      isAlone = false;
      if (this.waiting.size > 0) this.readSoon();
      else this.isTakenCareOf = false;
    };
    const patience = setTimeout(goOn, patienceMs);
    try {
      const found = split(await this.read(asked.map(([key]) => key)), asked.length);
      asked.forEach(([, askers], place) => {
        for (const asker of askers) asker.resolve(found[place] ?? []);
      });
    } catch (error) {
      for (const [, askers] of asked) for (const asker of askers) asker.reject(error);
    } finally {
      clearTimeout(patience);
      this.underWay -= 1;
      goOn();
      if (this.underWay === 0 && !this.isTakenCareOf) this.whenIdle();
    }
  }
}

/** The rows of each place. @throws Error for a row of nobody: it must not be given to anybody. */
function split(rows: readonly TextRow[], places: number): readonly TextRow[][] {
  const found = Array.from({ length: places }, (): TextRow[] => []);
  for (const [place, ...row] of rows) {
    const own = found[Number(place) - 1];
    if (own === undefined) throw new Error(`a row of place ${String(place)}, where ${places} were asked for`);
    own.push(row);
  }
  return found;
}
