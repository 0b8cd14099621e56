import type { JsonObject } from '#forms';

/**
 * What could not be saved yet is kept in this tab alone (`sessionStorage`): it is gone with the tab, with the sign-out, as soon as it
 * is saved, and after an hour; and nobody else who signs in there gets it.
 */
export interface Unsaved {
  /** What the draft held when it was entered. */
  readonly base: JsonObject;
  readonly entered: JsonObject;
}

const keptForMs = 60 * 60 * 1000;
const prefix = 'unsaved:';

interface Stored extends Unsaved {
  readonly personId: string;
  readonly at: number;
}

/** Somebody is signing out: the page that goes away keeps nothing. */
let isOver = false;

/** Keeps what was entered into a draft. Where the browser keeps nothing, it stays on the page alone. */
export function keepUnsaved(draftId: string, personId: string, unsaved: Unsaved): void {
  if (isOver) return;
  try {
    const stored: Stored = { ...unsaved, personId, at: Date.now() };
    sessionStorage.setItem(prefix + draftId, JSON.stringify(stored));
  } catch {
    // Full, or switched off by the person.
  }
}

/** What this person entered into a draft in this tab; what is too old or somebody else's is forgotten. */
export function unsavedOf(draftId: string, personId: string): Unsaved | undefined {
  try {
    const text = sessionStorage.getItem(prefix + draftId);
    if (text === null) return undefined;
    const stored = JSON.parse(text) as Stored;
    if (stored.personId === personId && Date.now() - stored.at < keptForMs) return stored;
    forgetUnsaved(draftId);
  } catch {
    // Switched off by the person.
  }
  return undefined;
}

export function forgetUnsaved(draftId: string): void {
  try {
    sessionStorage.removeItem(prefix + draftId);
  } catch {
    // Switched off by the person.
  }
}

/** Forgets everything that was entered in this tab: whoever signs out leaves nothing behind. */
export function forgetAllUnsaved(): void {
  isOver = true;
  try {
    for (const name of Object.keys(sessionStorage))
      if (name.startsWith(prefix)) sessionStorage.removeItem(name);
  } catch {
    // Switched off by the person.
  }
}
