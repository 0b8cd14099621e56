interface Call<Item, Result> {
  readonly items: readonly Item[];
  readonly resolve: (results: readonly Result[]) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Work that costs a round trip for however much it is: what is asked for in the same turn of the event loop is done at once.
 * It is one piece of work: where it fails, it fails for all who asked.
 */
export class Together<Item, Result> {
  private waiting: Call<Item, Result>[] = [];

  /** @param work gives one result for each item, in their order */
  constructor(private readonly work: (items: readonly Item[]) => Promise<readonly Result[]>) {}

  /** @returns the results for these items, in their order */
  of(items: readonly Item[]): Promise<readonly Result[]> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ items, resolve, reject });
      if (this.waiting.length === 1) setImmediate(() => void this.doAll());
    });
  }

  private async doAll(): Promise<void> {
    const calls = this.waiting;
    this.waiting = [];
    try {
      const results = await this.work(calls.flatMap(({ items }) => items));
      let from = 0;
      for (const { items, resolve } of calls) resolve(results.slice(from, (from += items.length)));
    } catch (error) {
      for (const { reject } of calls) reject(error);
    }
  }
}
