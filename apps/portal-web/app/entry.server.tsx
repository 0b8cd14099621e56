import { PassThrough } from 'node:stream';
import { createReadableStreamFromReadable } from '@react-router/node';
import { renderToPipeableStream } from 'react-dom/server';
import { ServerRouter, type EntryContext, type RouterContextProvider } from 'react-router';
import { Nonce } from './nonce';
import { loadWords } from './words';
import { visiting } from './visit.server';

/** How long a page may take to render, in milliseconds. */
export const streamTimeout = 10_000;

/** A page is sent when all of it is there: it can be read without script, and by search engines (R25, R24). */
export default async function handleRequest(
  request: Request,
  status: number,
  headers: Headers,
  entry: EntryContext,
  context: RouterContextProvider,
): Promise<Response> {
  const visit = context.get(visiting);
  await Promise.all([loadWords(visit.language, 'public'), loadWords(visit.language, 'own')]);
  return new Promise((resolve, reject) => {
    let code = status;
    const { pipe, abort } = renderToPipeableStream(
      <Nonce value={visit.nonce}>
        <ServerRouter context={entry} url={request.url} nonce={visit.nonce} />
      </Nonce>,
      {
        nonce: visit.nonce,
        onAllReady() {
          const body = new PassThrough();
          headers.set('Content-Type', 'text/html; charset=utf-8');
          resolve(new Response(createReadableStreamFromReadable(body), { headers, status: code }));
          pipe(body);
        },
        onShellError: reject,
        onError(error) {
          code = 500;
          console.error(error);
        },
      },
    );
    setTimeout(abort, streamTimeout + 1_000).unref();
  });
}
