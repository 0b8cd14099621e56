import type { Case, Colleague } from './acts';

/** What a form of the panel is handed. */
export interface FieldsProps {
  readonly shown: Case;
  readonly colleagues: readonly Colleague[];
  /** What was entered before it was refused. */
  readonly typed: Readonly<Record<string, string>>;
  /** What is wrong with an entry, by its JSON pointer in the API. */
  readonly faultAt: (pointer: string) => string | undefined;
}
