/**
 * What a reader of content that passes wants next: so many bytes to look at, so many that do not matter, or all until (and with) a byte of this
 * value. `mayEnd`: the content may end before it.
 */
export type Wish =
  { readonly read: number; readonly mayEnd?: true } | { readonly skip: number } | { readonly until: number };

/** Reads content in one direction, by wishes; each is answered with the bytes that were wanted, of those that do not matter with none. */
export type Reader<Result> = Generator<Wish, Result, Buffer>;

const nothing = Buffer.alloc(0);

/** Content that passes in pieces of any size, read by a {@link Reader}; of it no more is kept than is being read. */
export class PassingContent<Result> {
  private wish: Wish | undefined;
  private got: Buffer = nothing;
  private skipped = 0;
  private found: Result | undefined;

  constructor(private readonly reader: Reader<Result>) {
    this.next(nothing);
  }

  take(piece: Buffer): void {
    let rest = piece;
    while (this.wish !== undefined && rest.length > 0) rest = rest.subarray(this.grant(this.wish, rest));
  }

  /** What the reader says, once all has passed; undefined where the content ended before it was at its end. */
  get result(): Result | undefined {
    if (this.wish !== undefined && 'mayEnd' in this.wish && this.got.length === 0) this.end();
    return this.found;
  }

  /** @returns how many bytes were taken for it */
  private grant(wish: Wish, rest: Buffer): number {
    if ('read' in wish) {
      const piece = rest.subarray(0, wish.read - this.got.length);
      this.got = Buffer.concat([this.got, piece]);
      if (this.got.length === wish.read) this.next(this.got);
      return piece.length;
    }
    if ('skip' in wish) {
      const taken = Math.min(wish.skip - this.skipped, rest.length);
      this.skipped += taken;
      if (this.skipped === wish.skip) this.next(nothing);
      return taken;
    }
    const at = rest.indexOf(wish.until);
    if (at === -1) return rest.length;
    this.next(nothing);
    return at + 1;
  }

  private next(answer: Buffer): void {
    this.got = nothing;
    this.skipped = 0;
    let step = this.reader.next(answer);
    while (step.done !== true && 'skip' in step.value && step.value.skip === 0)
      step = this.reader.next(nothing);
    this.wish = step.done === true ? undefined : step.value;
    if (step.done === true) this.found = step.value;
  }

  private end(): void {
    const step = this.reader.next(nothing);
    if (step.done === true) this.found = step.value;
    this.wish = undefined;
  }
}
