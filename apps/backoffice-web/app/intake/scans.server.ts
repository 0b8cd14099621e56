import { acting, problemOf, type Problem } from '#pages';
import type { Visit } from '../visit.server';
import { scanKind } from './scan-names';

/** What became of the scans that came with a form. */
export interface TakenScans {
  readonly ids: readonly string[];
  readonly names: readonly string[];
  /** Why one was not taken; the first one that was not. */
  readonly problem?: Problem;
}

/** Whether somebody has chosen a file: a control in which nothing was chosen sends one without a name. */
const scansIn = (form: FormData) =>
  [...form].flatMap(([name, value]) => {
    const kind = scanKind(name);
    return kind === undefined || typeof value === 'string' || value.name === ''
      ? []
      : [{ kind, file: value }];
  });

/** Uploads the scans of a form to a case, one after the other; sending the form twice uploads each once. They belong to the case once an entry names them. */
export async function takeScans({ api }: Visit, id: string, form: FormData): Promise<TakenScans> {
  const { 'X-CSRF-Token': csrf, 'Idempotency-Key': key } = acting(form);
  const ids: string[] = [];
  const names: string[] = [];
  for (const [index, { kind, file }] of scansIn(form).entries()) {
    const answer = await api.POST('/api/applications/{id}/documents', {
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
    });
    const problem = problemOf(answer);
    if (problem !== undefined || answer.data === undefined)
      return { ids, names, ...(problem && { problem }) };
    ids.push(answer.data.id);
    names.push(file.name);
  }
  return { ids, names };
}

const base64 = (text: string): string => Buffer.from(text, 'utf8').toString('base64');
