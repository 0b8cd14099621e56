/** What is being done in this process, by name: no two works of one name at a time. */
export class UnderWay {
  private readonly works = new Map<string, Promise<unknown>>();

  /** Runs `work`, or waits for the work of this name that is under way. @returns undefined when it has waited instead. */
  async alone<T extends object>(name: string, work: () => Promise<T | undefined>): Promise<T | undefined> {
    const other = this.works.get(name);
    if (other !== undefined) {
      await other.catch(() => undefined);
      return undefined;
    }
    const working = work();
    this.works.set(name, working);
    try {
      return await working;
    } finally {
      this.works.delete(name);
    }
  }
}
