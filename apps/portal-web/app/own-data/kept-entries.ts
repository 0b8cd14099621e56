import { useEffect, useState } from 'react';

/**
 * Keeps what was typed in this tab while its person is led to the step-up and back; nothing of it leaves the browser.
 * @param kept what a refused change held; undefined where none was refused
 */
export function useKeptEntries(
  name: string,
  kept: Readonly<Record<string, string>> | undefined,
): Readonly<Record<string, string>> | undefined {
  const [found, setFound] = useState<Readonly<Record<string, string>>>();
  useEffect(() => {
    if (kept !== undefined) return sessionStorage.setItem(name, JSON.stringify(kept));
    const stored = sessionStorage.getItem(name);
    sessionStorage.removeItem(name);
    if (stored !== null) setFound(JSON.parse(stored) as Record<string, string>);
  }, [name, kept]);
  return found;
}
