import { startTransition, useCallback, useEffect, useRef, useState } from 'react';
import { DetailedError, Upload } from 'tus-js-client';
import type { Schema } from '#api-client';
import { isProblem, type Problem } from '../problem';

/** A file on its way. */
export interface Sending {
  /** Of this page. */
  readonly key: string;
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  readonly sent: number;
  readonly state: 'sending' | 'waiting-for-line' | 'refused' | 'failed' | 'signed-out';
  /** Why it was refused. */
  readonly problem?: Problem;
}

/** Whether it may still arrive by itself. */
export const isOnItsWay = ({ state }: Sending): boolean =>
  state === 'sending' || state === 'waiting-for-line';

/** A file that has arrived as a whole. */
export interface ArrivedFile {
  /** By which the API knows it. */
  readonly id: string;
  readonly name: string;
  /** Bytes. */
  readonly size: number;
}

/** Where files go. */
export interface UploadTarget {
  /** Path of the API that takes documents: `/api/applications/<id>/documents`. */
  readonly endpoint: string;
  /** As what they are handed in: key of a proof of the service, or `other`. */
  readonly kind: string;
  readonly csrfToken: string;
}

/** How long until the next try, in milliseconds. */
const triesMs = [0, 1_000, 3_000, 5_000, 10_000];

/**
 * Uploads files in parts that go on where they stopped (tus). Nothing of them is kept in the browser: a file that was left half
 * uploaded goes on where somebody chooses it again.
 * @param onArrived a file has arrived as a whole; the promise ends when the page shows it
 */
export function useUploads(
  { endpoint, kind, csrfToken }: UploadTarget,
  onArrived: (file: ArrivedFile) => Promise<void>,
) {
  const [all, setAll] = useState<readonly Sending[]>([]);
  const uploads = useRef(new Map<string, Upload>());
  const change = useCallback(
    (key: string, to: Partial<Sending>) =>
      setAll((before) => before.map((one) => (one.key === key ? { ...one, ...to } : one))),
    [],
  );
  const forget = useCallback((key: string) => {
    void uploads.current.get(key)?.abort();
    uploads.current.delete(key);
    setAll((before) => before.filter((one) => one.key !== key));
  }, []);

  useEffect(() => {
    const running = uploads.current;
    const goOn = () => {
      for (const [key, upload] of running) {
        change(key, { state: 'sending' });
        upload.start();
      }
    };
    window.addEventListener('online', goOn);
    return () => {
      window.removeEventListener('online', goOn);
      for (const upload of running.values()) void upload.abort();
    };
  }, [change]);

  /** @param unfinished what of it has come before, where it goes on */
  function send(file: File, unfinished: Schema<'DocumentView'> | undefined): void {
    const key = crypto.randomUUID();
    const upload = new Upload(file, {
      endpoint,
      ...(unfinished && { uploadUrl: `${endpoint}/${unfinished.id}` }),
      metadata: { filename: file.name, kind },
      headers: { 'X-CSRF-Token': csrfToken, 'Idempotency-Key': key },
      retryDelays: triesMs,
      storeFingerprintForResuming: false,
      onProgress: (sent) => change(key, { sent }),
      onError: (error) => {
        const answer = error instanceof DetailedError ? error.originalResponse : null;
        const isLine = answer === null || answer.getStatus() === 0;
        if (isLine) return change(key, { state: 'waiting-for-line' });
        uploads.current.delete(key);
        const problem = problemIn(answer.getBody());
        if (answer.getStatus() === 401) return change(key, { state: 'signed-out' });
        return change(key, problem ? { state: 'refused', problem } : { state: 'failed' });
      },
      onSuccess: () => {
        uploads.current.delete(key);
        const id = upload.url?.split('/').at(-1) ?? '';
        // With what the page was told meanwhile, never before it.
        void onArrived({ id, name: file.name, size: file.size }).then(() =>
          startTransition(() => forget(key)),
        );
      },
    });
    uploads.current.set(key, upload);
    const sending: Sending = { key, name: file.name, size: file.size, sent: 0, state: 'sending' };
    setAll((before) => [...before, sending]);
    upload.start();
  }

  return { all, send, forget };
}

function problemIn(body: string): Problem | undefined {
  try {
    const found: unknown = JSON.parse(body);
    return isProblem(found) ? found : undefined;
  } catch {
    return undefined;
  }
}
