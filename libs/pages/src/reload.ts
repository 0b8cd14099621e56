import { useCallback, useEffect, useRef } from 'react';
import { useLocation, useNavigation, useRevalidator } from 'react-router';
import { quietly } from './quietly';

/**
 * Loads the page's data anew, unless somebody is on their way: what a person has begun is never begun again for what nobody asked for.
 * @returns the same function as long as one stays on the page; it tells whether it could be done
 */
export function useReload(): () => Promise<boolean> {
  const { revalidate } = useRevalidator();
  const { pathname, search } = useLocation();
  const { state } = useNavigation();
  const isOnTheWay = useRef(false);
  useEffect(() => {
    isOnTheWay.current = state !== 'idle';
  }, [state]);
  return useCallback(
    async () => !isOnTheWay.current && (await quietly(pathname + search, revalidate)),
    [revalidate, pathname, search],
  );
}
