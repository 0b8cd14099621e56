/** A bar on a terminal, a line at every tenth elsewhere. */
export class ProgressBar {
  private done = 0;
  private readonly started = Date.now();

  /** @param what what is counted */
  constructor(
    private readonly what: string,
    private total: number,
  ) {}

  /** There is more to do than was known before. */
  expect(total: number): void {
    this.total = Math.max(total, this.done);
  }

  step(by = 1): void {
    const before = this.done;
    this.done += by;
    if (process.stdout.isTTY) process.stdout.write(`\r${this.line()}`);
    else if (Math.floor((before / this.total) * 10) !== Math.floor((this.done / this.total) * 10))
      console.log(this.line());
  }

  end(): void {
    if (process.stdout.isTTY) process.stdout.write('\n');
  }

  private line(): string {
    const part = this.total === 0 ? 1 : this.done / this.total;
    const seconds = (Date.now() - this.started) / 1000;
    const bar = '█'.repeat(Math.round(part * 30)).padEnd(30, '░');
    return `${bar} ${this.done}/${this.total} ${this.what}, ${seconds.toFixed(0)} s`;
  }
}
