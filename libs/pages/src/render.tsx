import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { renderToPipeableStream } from 'react-dom/server';
import { ServerRouter, type EntryContext, type RouterContextProvider } from 'react-router';
import { Nonce } from './nonce';
import { visiting, type Visit } from './visit';

/** How long a page may take to render, in milliseconds. */
export const renderTimeout = 10_000;

/**
 * A page is sent when all of it is there: it can be read without script, and by search engines (R25, R24).
 * @param ready loads what the page's parts need before they are drawn: their words
 */
export async function renderPage(
  ready: (visit: Visit) => Promise<unknown>,
  request: Request,
  status: number,
  headers: Headers,
  entry: EntryContext,
  context: RouterContextProvider,
): Promise<Response> {
  const visit = context.get(visiting);
  await ready(visit);
  return new Promise((resolve, reject) => {
    let code = status;
    // What is rendered is held by its timer, too: it goes with the page, or a busy server would keep those of the last seconds.
    const tooLong = setTimeout(() => abort(), renderTimeout + 1_000).unref();
    const { pipe, abort } = renderToPipeableStream(
      <Nonce value={visit.nonce}>
        <ServerRouter context={entry} url={request.url} nonce={visit.nonce} />
      </Nonce>,
      {
        nonce: visit.nonce,
        onAllReady() {
          clearTimeout(tooLong);
          headers.set('Content-Type', 'text/html; charset=utf-8');
          const page = new PassThrough();
          // In one piece: each one that React writes would cost as much again on its way through the streams of both.
          resolve(text(page).then((html) => new Response(html, { headers, status: code })));
          pipe(page);
        },
        onShellError(error) {
          clearTimeout(tooLong);
          reject(error as Error);
        },
        onError(error) {
          code = 500;
          console.error(error);
        },
      },
    );
  });
}
