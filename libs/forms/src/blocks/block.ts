import type { LocalizedText } from '../form';
import type { WrittenField, WrittenRelation } from '../written/written-form';

/**
 * A building block in the manner of FIM: a group of fields that many services ask for, with labels, hints, limits, what they begin
 * with and what a browser may complete in one place. Its fields are written as in a service file.
 */
export interface Block {
  readonly title: LocalizedText;
  readonly fields: readonly (WrittenField & { readonly name: string })[];
  /** What is asked for where the service file does not say `only`: no more than most services need. Default: all. */
  readonly usual?: readonly string[];
  /** Between fields of the block, by their names. */
  readonly must?: readonly WrittenRelation[];
}
