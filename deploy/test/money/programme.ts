/** A place where a running service can be held up, or die. */
export type Gate = () => Promise<void>;

/** A service as it runs: everything that it does passes gates, where it may stop for a while, or for good. */
export class Programme {
  private isDead = false;
  private held: (() => void)[] = [];

  /** @param holdsUp whether whoever comes to a gate has to wait there */
  constructor(private readonly holdsUp: () => boolean) {}

  readonly gate: Gate = () => {
    if (this.isDead) return new Promise(() => undefined);
    if (!this.holdsUp()) return Promise.resolve();
    return new Promise((goOn) => this.held.push(goOn));
  };

  /** Lets one go on that is held up. */
  resume(nth: number): void {
    const [goOn] = this.held.splice(nth % Math.max(this.held.length, 1), 1);
    goOn?.();
  }

  get isHeldUp(): boolean {
    return this.held.length > 0;
  }

  /** Nothing of what was under way goes on. */
  die(): void {
    this.isDead = true;
    this.held = [];
  }
}
