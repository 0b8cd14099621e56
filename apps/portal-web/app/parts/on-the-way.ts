import { useEffect } from 'react';
import { createPath, useNavigation } from 'react-router';

const kept = 'on-the-way';

/**
 * Remembers where somebody is going when the browser loads the page anew on the way: after a release the scripts of the other page
 * are gone, and React Router then begins afresh where one was.
 */
export function useOnTheWay(): void {
  const { state, location: goal } = useNavigation();
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
