import { wordBook } from '#pages';
import { germanPath } from '../language';
import type { Words } from './de';

/**
 * The words of the portal. What everybody reads and what stands on every page is `public`; what a person does is `own`. The first is
 * small, and loaded with every page.
 */
export const { loadWords, useWords } = wordBook<Words, 'public' | 'own'>({
  public: { de: () => import('./public.de'), en: () => import('./public.en') },
  own: { de: () => import('./own.de'), en: () => import('./own.en') },
});

/** Pages on which a person does something. */
const own =
  /^\/(abgemeldet|anmelden|antraege|dienstleistungen\/[^/]+|dokumente|meine-daten|ohne-anmeldung|postkorb|weiterverfolgen)(\/|$)/;

/** The words that are needed before a page is taken over in the browser. @param path of the page, in either language */
export const groupsFor = (path: string, isSignedIn: boolean): readonly ('public' | 'own')[] =>
  isSignedIn || own.test(germanPath(path)) ? ['public', 'own'] : ['public'];
