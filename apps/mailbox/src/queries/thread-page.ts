import type { RecordedEvent } from '#event-sourcing';
import type { ThreadEvent } from '../domain/thread';

/** Most lines of one answer, and most characters of what was written into them (the line that goes beyond it included). */
export const mostLines = 200;
const mostCharacters = 2_000_000;

/**
 * The last lines of a thread, as its events come by: however much two sides have written to each other, an answer stays
 * readable, and what is left out can be asked for by the version of the first line that was answered. What is no line (who
 * has read, what became of a notice) is kept in any case: it says how the lines stand. So are notices, of which there are few.
 */
export class ThreadPage {
  /** Oldest first. */
  private readonly kept: RecordedEvent<ThreadEvent>[] = [];
  private readonly sizes = new Map<RecordedEvent<ThreadEvent>, number>();
  private characters = 0;
  private left = 0;

  /** @param before only lines before this version; default: all */
  constructor(private readonly before: number = Infinity) {}

  take(event: RecordedEvent<ThreadEvent>): void {
    if (!isWritten(event)) return void this.kept.push(event);
    if (event.version >= this.before) return;
    this.kept.push(event);
    this.sizes.set(event, event.data.content?.length ?? 0);
    this.characters += event.data.content?.length ?? 0;
    while (this.sizes.size > mostLines || (this.characters > mostCharacters && this.sizes.size > 1))
      this.drop();
  }

  get events(): readonly RecordedEvent<ThreadEvent>[] {
    return this.kept;
  }

  /** Where the next page ends: the version of the first line that was written, where there are earlier ones. */
  get earlierBefore(): number | undefined {
    const [first] = this.sizes.keys();
    return this.left > 0 ? first?.version : undefined;
  }

  private drop(): void {
    const [oldest] = this.sizes.keys();
    if (oldest === undefined) return;
    this.characters -= this.sizes.get(oldest) ?? 0;
    this.sizes.delete(oldest);
    this.kept.splice(this.kept.indexOf(oldest), 1);
    this.left += 1;
  }
}

type Written = Extract<ThreadEvent, { readonly type: 'EntryAdded' | 'MessageWritten' }>;

function isWritten(
  event: RecordedEvent<ThreadEvent>,
): event is RecordedEvent<ThreadEvent> & { readonly data: Written['data'] } {
  return event.type === 'EntryAdded' || event.type === 'MessageWritten';
}
