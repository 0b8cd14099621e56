import { useCallback } from 'react';
import { useLocation, useRevalidator } from 'react-router';
import { quietly } from './quietly';

/** Loads the page's data anew. @returns the same function as long as one stays on the page; it tells whether it could be done */
export function useReload(): () => Promise<boolean> {
  const { revalidate } = useRevalidator();
  const { pathname, search } = useLocation();
  return useCallback(() => quietly(pathname + search, revalidate), [revalidate, pathname, search]);
}
