import { useEffect, useState } from 'react';
import { createPath, useNavigation } from 'react-router';

const kept = 'on-the-way';

/**
 * Remembers where somebody is going when the browser loads the page anew on the way: after a release the scripts of the other page
 * are gone, and React Router then begins afresh where one was. Without a line it would do so, too, and the browser have nothing to
 * show: then the page stays, where browsers let it (Navigation API).
 * @returns whether somebody is on the way and has no line
 */
export function useOnTheWay(): boolean {
  const { state, location: goal } = useNavigation();
  const [isWithoutLine, setWithoutLine] = useState(false);
  useEffect(() => {
    const { navigation } = window as { readonly navigation?: Navigation };
    const stay = (event: NavigateEvent): void => {
      if (event.navigationType !== 'reload' || event.userInitiated || navigator.onLine) return;
      event.preventDefault();
      setWithoutLine(true);
    };
    navigation?.addEventListener('navigate', stay);
    return () => navigation?.removeEventListener('navigate', stay);
  }, []);
  useEffect(() => {
    if (state !== 'loading') return;
    const leave = (): void => {
      try {
        sessionStorage.setItem(kept, createPath(goal));
      } catch {
        // Switched off by the person: they follow the link once more.
      }
    };
    window.addEventListener('pagehide', leave);
    return () => window.removeEventListener('pagehide', leave);
  }, [state, goal]);
  return isWithoutLine;
}

/** Leads where somebody was going when the page was loaded anew. */
export function leadsOn(): void {
  const [loading] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
  try {
    const goal = sessionStorage.getItem(kept);
    sessionStorage.removeItem(kept);
    if (goal !== null && loading?.type === 'reload') location.assign(goal);
  } catch {
    // Nothing was kept.
  }
}
