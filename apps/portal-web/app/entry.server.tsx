import type { EntryContext, RouterContextProvider } from 'react-router';
import { renderPage, renderTimeout } from '#pages/server';
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
  const ready = ({ language }: { readonly language: 'de' | 'en' }): Promise<unknown> =>
    Promise.all([loadWords(language, 'public'), loadWords(language, 'own')]);
  return renderPage(ready, request, status, headers, entry, context);
}
