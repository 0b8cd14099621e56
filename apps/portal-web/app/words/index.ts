import { wordBook } from '#pages';
import type { Words } from './de';

/**
 * The words of the portal. What everybody reads and what stands on every page is `public`; what a person does is `own`. The first is
 * small, and loaded with every page.
 */
export const { loadWords, useWords } = wordBook<Words, 'public' | 'own'>({
  public: { de: () => import('./public.de'), en: () => import('./public.en') },
  own: { de: () => import('./own.de'), en: () => import('./own.en') },
});
