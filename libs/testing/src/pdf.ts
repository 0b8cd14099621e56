import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const root = join(__dirname, '../../..');

/** An element of a document's structure that has text of its own. */
export type Read = readonly [role: string, text: string];

/** What a screen reader finds in a PDF, in the order of its structure; a line end stands where a line ends on paper. */
export function readAloud(pdf: Buffer): Promise<readonly Read[]> {
  return withFiles({ pdf }, async ([file = '']) => {
    const { stdout } = await run(process.execPath, [join(__dirname, 'read-aloud.mjs'), file]);
    return JSON.parse(stdout) as Read[];
  });
}

/** What the validator of PDF/UA-1 says of each document: `PASS <name>`, or `FAIL <name>` with the rules that it breaks. */
export function checkedByVeraPdf(pdfs: Readonly<Record<string, Buffer>>): Promise<readonly string[]> {
  return withFiles(pdfs, async (files, folder) => {
    const { stdout } = await run(process.execPath, [join(root, 'deploy/local/verapdf.mjs'), ...files]);
    return stdout.trim().replaceAll(`${folder}/`, '').split('\n');
  });
}

async function withFiles<Result>(
  pdfs: Readonly<Record<string, Buffer>>,
  use: (files: readonly string[], folder: string) => Promise<Result>,
): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), 'serviceportal-pdf-'));
  try {
    const files = Object.keys(pdfs).map((name) => join(folder, name));
    await Promise.all(files.map((file, index) => writeFile(file, Object.values(pdfs)[index] ?? '')));
    return await use(files, folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}
