import type { IncomingMessage, ServerResponse } from 'node:http';
import { streamedBodyType } from '#http';
import type { KeptDocument } from '../document';
import type { Part } from '../documents';
import { passing } from '../pieces';
import { readChecksum, tusVersion } from './upload-headers';

/** Whether a request brings content itself, as the one that announces it may, too. */
export function bringsContent({ headers }: IncomingMessage): boolean {
  return headers['content-type'] === streamedBodyType;
}

/** The part that a request brings. @throws Problem `upload-malformed` */
export function partIn(request: IncomingMessage, offset: number): Omit<Part, 'accepted'> {
  const sha256 = readChecksum(request.headers);
  return { offset, content: arriving(request), ...(sha256 !== undefined && { sha256 }) };
}

/** What comes of a body; where its sender is gone it ends, and what came is kept. */
async function* arriving(request: IncomingMessage): AsyncGenerator<Buffer, void, undefined> {
  try {
    // Whoever stops reading still answers.
    yield* passing(request.iterator({ destroyOnReturn: false }));
  } catch (error) {
    if (request.complete) throw error;
  }
}

/** Tells where an upload stands, in the headers of its answer. */
export function tellUpload(response: ServerResponse, document: KeptDocument): void {
  response.setHeader('Tus-Resumable', tusVersion);
  response.setHeader('Upload-Offset', String(document.received));
  response.setHeader('Upload-Length', String(document.length));
  const isFinished = document.received === document.length;
  if (!isFinished && document.endsAt !== null)
    response.setHeader('Upload-Expires', new Date(document.endsAt).toUTCString());
}
