import type { FormError, JsonObject } from '#forms';
import type { Problem } from '../problem';

/** What answers a step that was sent without script and does not lead on. */
export interface Posted {
  /** Everything that is entered, what was sent included. */
  readonly entered: JsonObject;
  readonly faults: readonly FormError[];
  /** Another tab or device has changed the draft meanwhile: what it holds otherwise than this page. */
  readonly elsewhere: readonly { readonly pointer: string; readonly kept: unknown }[];
  /** With the new answers there are new questions. */
  readonly asksMore: boolean;
  readonly problem: Problem | undefined;
}
