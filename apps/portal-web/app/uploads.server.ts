import { acting } from './acting';
import { kindOfFileName } from './parts/file-names';
import { problemOf, type Problem } from './problem';
import type { Visit } from './visit.server';

/** A file that came with a form and was not taken. */
export interface RefusedFile {
  /** As what it was handed in. */
  readonly kind: string;
  readonly name: string;
  /** Why; undefined where it holds nothing. */
  readonly problem: Problem | undefined;
}

/** What became of the files of a form. */
export interface TakenFiles {
  /** Of those that have arrived. */
  readonly ids: readonly string[];
  readonly refused: readonly RefusedFile[];
}

/** What takes documents: an application, or a message about it. */
export type FileTarget = 'application' | 'message';

/**
 * Hands in the files that somebody without script has sent with a form, one after the other: what is wrong with one keeps none of
 * the others. Sending the form twice hands each in once.
 */
export async function takeFiles(
  visit: Visit,
  target: FileTarget,
  id: string,
  form: FormData,
): Promise<TakenFiles> {
  const ids: string[] = [];
  const refused: RefusedFile[] = [];
  for (const [index, { kind, file }] of filesIn(form).entries()) {
    const { name } = file;
    if (file.size === 0) {
      refused.push({ kind, name, problem: undefined });
      continue;
    }
    const answer = await announce(visit, target, id, { kind, file, index }, form);
    const problem = problemOf(answer);
    if (problem) refused.push({ kind, name, problem });
    else if (answer.data) ids.push(answer.data.id);
  }
  return { ids, refused };
}

interface SentFile {
  readonly kind: string;
  readonly file: File;
}

/** A control in which nothing was chosen sends a file without a name. */
function filesIn(form: FormData): readonly SentFile[] {
  return [...form].flatMap(([name, value]) => {
    const kind = kindOfFileName(name);
    return kind === undefined || typeof value === 'string' || value.name === ''
      ? []
      : [{ kind, file: value }];
  });
}

/** Announces a document and brings its content in one request (tus, creation with upload). */
function announce(
  { api }: Visit,
  target: FileTarget,
  id: string,
  { kind, file, index }: SentFile & { readonly index: number },
  form: FormData,
) {
  const { 'X-CSRF-Token': csrf, 'Idempotency-Key': key } = acting(form);
  const request = {
    params: {
      path: { id },
      header: {
        'Idempotency-Key': `${key}-${index}`,
        'Upload-Length': String(file.size),
        'Upload-Metadata': `filename ${base64(file.name)},kind ${base64(kind)}`,
      },
    },
    headers: { 'X-CSRF-Token': csrf, 'Content-Type': 'application/offset+octet-stream' },
    // The client knows text alone; what is sent is the file itself.
    body: file as never,
    bodySerializer: (body: unknown) => body,
  };
  return target === 'application'
    ? api.POST('/api/applications/{id}/documents', request)
    : api.POST('/api/applications/{id}/messages/documents', request);
}

const base64 = (text: string): string => Buffer.from(text, 'utf8').toString('base64');
