import type { EntryContext, RouterContextProvider } from 'react-router';
import { renderPage, renderTimeout, type Needs, type Visit } from '#pages/server';
import { loadWords } from './words';

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
  // What is shown here is for the eyes of the staff, and of this moment.
  headers.set('Cache-Control', 'no-store');
  const needsOf = ({ language }: Visit): Needs => ({
    ready: loadWords(language, 'all'),
    sources: [`app/words/${language}.ts`],
  });
  return renderPage(needsOf, request, status, headers, entry, context);
}
