/** How long an instance is passed over after it refused a connection or said that it is leaving, in ms. */
const restMs = 3_000;

/**
 * The instances of a service: the addresses that a variable such as `APPLICATION_URL` names, separated by commas. They are asked
 * in turn; one that is gone or going is passed over for a moment, as long as there is another.
 */
export class Instances {
  readonly urls: readonly string[];
  private next = 0;
  /** Until when an instance is passed over, by `performance.now`. */
  private readonly restingUntil = new Map<string, number>();

  /** @throws TypeError for what is no address */
  constructor(
    addresses: string,
    private readonly now: () => number = () => performance.now(),
  ) {
    this.urls = addresses.split(',').map((address) => new URL(address.trim()).origin);
  }

  /** In which order they are to be tried now: the next in turn first, those that are passed over last. */
  inTurn(): readonly string[] {
    const { urls } = this;
    if (urls.length === 1) return urls;
    this.next = (this.next + 1) % urls.length;
    const turned = [...urls.slice(this.next), ...urls.slice(0, this.next)];
    const isResting = (url: string) => (this.restingUntil.get(url) ?? 0) > this.now();
    return [...turned.filter((url) => !isResting(url)), ...turned.filter(isResting)];
  }

  /** It refused a connection, or said that the one it answered on is its last. */
  passOver(url: string): void {
    this.restingUntil.set(url, this.now() + restMs);
  }
}
