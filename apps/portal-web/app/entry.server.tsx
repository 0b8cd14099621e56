import type { EntryContext, RouterContextProvider } from 'react-router';
import { renderPage, renderTimeout, type Needs, type Visit } from '#pages/server';
import { groupsFor, loadWords } from './words';

/** How long a page may take to render, in milliseconds. */
export const streamTimeout = renderTimeout;

/** Renders a page once its words are there. */
export default function handleRequest(
  request: Request,
  status: number,
  headers: Headers,
  entry: EntryContext,
  context: RouterContextProvider,
): Promise<Response> {
  const needsOf = ({ language, path, mayBeSignedIn }: Visit): Needs => ({
    ready: Promise.all([loadWords(language, 'public'), loadWords(language, 'own')]),
    sources: groupsFor(path, mayBeSignedIn).map((group) => `app/words/${group}.${language}.ts`),
  });
  return renderPage(needsOf, request, status, headers, entry, context);
}
