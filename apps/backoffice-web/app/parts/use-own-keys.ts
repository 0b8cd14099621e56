import { useSyncExternalStore } from 'react';
import { keptKeys, keyFor, ownKeysIn, type OwnKeys } from './own-keys';

const listeners = new Set<() => void>();
const usual: OwnKeys = {};
let read: { readonly kept: string | null; readonly own: OwnKeys } = { kept: null, own: usual };

/** The keys of this browser as they are now. */
export function ownKeysNow(): OwnKeys {
  const kept = localStorage.getItem(keptKeys);
  if (kept !== read.kept) read = { kept, own: ownKeysIn(kept) };
  return read.own;
}

/** Keeps keys for this browser; with none the usual ones. */
export function keepOwnKeys(own: OwnKeys): void {
  if (Object.keys(own).length === 0) localStorage.removeItem(keptKeys);
  else localStorage.setItem(keptKeys, JSON.stringify(own));
  for (const listener of listeners) listener();
}

function listen(listener: () => void): () => void {
  listeners.add(listener);
  window.addEventListener('storage', listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener('storage', listener);
  };
}

/** The keys of this browser; the usual ones until a script runs. */
export const useOwnKeys = (): OwnKeys => useSyncExternalStore(listen, ownKeysNow, () => usual);

/** The key for what is usually done by another one, as it is in this browser. */
export function useKeyFor(): (usualKey: string) => string {
  const own = useOwnKeys();
  return (usualKey) => keyFor(own, usualKey);
}
