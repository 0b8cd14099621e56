import type { RecordedEvent } from '#event-sourcing';
import type { ApplicationEvent } from '../domain/application';

/** Most entries of one answer, and most characters of what was written into them (the entry that goes beyond it included). */
export const mostEntries = 200;
const mostCharacters = 2_000_000;

/**
 * The last entries of a history, as its events come by: whatever a case has become, an answer stays readable, and what is
 * left out can be asked for by the version of the first one that was answered.
 */
export class HistoryPage {
  /** Oldest first. */
  private readonly kept: RecordedEvent<ApplicationEvent>[] = [];
  private characters = 0;
  private left = 0;

  /** @param before only entries before this version; default: all */
  constructor(private readonly before: number = Infinity) {}

  take(event: RecordedEvent<ApplicationEvent>): void {
    if (event.version >= this.before) return;
    this.kept.push(event);
    this.characters += charactersOf(event);
    while (this.kept.length > mostEntries || (this.characters > mostCharacters && this.kept.length > 1))
      this.drop();
  }

  get events(): readonly RecordedEvent<ApplicationEvent>[] {
    return this.kept;
  }

  /** Where the next page ends: the version of the first entry, where there are earlier ones. */
  get earlierBefore(): number | undefined {
    return this.left > 0 ? this.kept[0]?.version : undefined;
  }

  private drop(): void {
    const [oldest] = this.kept.splice(0, 1);
    if (oldest === undefined) return;
    this.characters -= charactersOf(oldest);
    this.left += 1;
  }
}

/** What is long in an event is what people wrote, which stands in its fields as text. */
function charactersOf({ data }: RecordedEvent<ApplicationEvent>): number {
  let characters = 0;
  for (const value of Object.values<unknown>({ ...data }))
    if (typeof value === 'string') characters += value.length;
  return characters;
}
