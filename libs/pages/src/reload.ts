import { useCallback } from 'react';
import { useRevalidator } from 'react-router';

/** Loads the page's data anew. Whoever goes on meanwhile breaks it off, which is nobody's mistake. @returns always the same function */
export function useReload(): () => Promise<void> {
  const { revalidate } = useRevalidator();
  return useCallback(() => revalidate().catch(() => undefined), [revalidate]);
}
