import { useEffect, useState } from 'react';
import { useLocation, useNavigation } from 'react-router';

/**
 * What became of the form that was sent last, for as long as its reader stays on the page and sends nothing else. The router forgets it
 * with everything that is loaded anew because something has changed: an error would go while somebody reads it.
 * @param answer what the page's action has answered
 */
export function useLasting<Answer>(answer: Answer | null | undefined): Answer | undefined {
  const { pathname, search } = useLocation();
  const { state } = useNavigation();
  const page = pathname + search;
  const [kept, setKept] = useState<{ readonly page: string; readonly answer: Answer }>();
  useEffect(() => () => setKept(undefined), [page]);
  useEffect(() => {
    if (answer !== undefined && answer !== null) setKept({ page, answer });
  }, [answer, page]);
  useEffect(() => {
    if (state === 'submitting') setKept(undefined);
  }, [state]);
  return answer ?? (kept?.page === page ? kept.answer : undefined);
}
