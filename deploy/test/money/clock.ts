/** Time of a simulated world: it passes when it is told to, and a microsecond with every look, as no two events have one time. */
export class Clock {
  private micros = 0;
  private ms = Date.parse('2026-11-20T09:00:00Z');

  /** ms since 1970 */
  readonly now = (): number => this.ms;

  /** UTC, ISO 8601 with microseconds. */
  readonly instant = (): string => {
    this.micros += 1;
    if (this.micros === 1_000) [this.ms, this.micros] = [this.ms + 1, 0];
    return new Date(this.ms).toISOString().replace('Z', `${String(this.micros).padStart(3, '0')}Z`);
  };

  pass(ms: number): void {
    if (ms > 0) [this.ms, this.micros] = [this.ms + ms, 0];
  }
}
