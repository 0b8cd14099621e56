import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { command } from './command';
import { CodeLists } from './fim/code-lists';
import { importService } from './fim/import-service';
import type { ImportedSchema } from './fim/import-schema';
import { sayRemark } from './fim/remarks';

const usage =
  'npm run services:import -- <file.xml> [--city duisburg] [--office …] [--topic …] [--leika 99…] [--key …] [--out file.yaml] [--code-lists folder]';

/**
 * `npm run services:import`: makes a service file of a FIM schema (XDatenfelder 2 and 3), beside the other services of a city and as
 * a preview, and says line by line what it could not take over. Nothing that is there is overwritten.
 */
command(async ({ tenants, calledFrom }) => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      city: { type: 'string' },
      office: { type: 'string' },
      topic: { type: 'string' },
      leika: { type: 'string' },
      key: { type: 'string' },
      out: { type: 'string' },
      'code-lists': { type: 'string' },
    },
  });
  const [file] = positionals;
  if (file === undefined || positionals.length > 1) throw new Error(`Which schema? ${usage}`);
  const lists = values['code-lists'];
  const codeLists = await codeListsIn(lists === undefined ? undefined : resolve(calledFrom, lists));
  const bytes = await readFile(resolve(calledFrom, file));
  const { imported, text, place, notes } = await importService(bytes, tenants, { ...values, codeLists });
  const out = values.out === undefined ? place : resolve(calledFrom, values.out);
  await writeFile(out, text, { flag: 'wx' }).catch((error: NodeJS.ErrnoException) => {
    throw error.code === 'EEXIST'
      ? new Error(`${out} is there already; say --key or --out, or take it away.`)
      : error;
  });
  for (const remark of imported.remarks) console.log(sayRemark(remark));
  for (const note of notes) console.log(note);
  const fields = counted(fieldsIn(imported.form), 'field');
  console.log(
    `\n${out}: ${counted(imported.form.topics.length, 'topic')}, ${fields}, ${counted(imported.documents.length, 'proof')}; ` +
      `${counted(imported.remarks.length, 'remark')} above. It passes the check, and is a preview until you make it public.`,
  );
});

/** All code lists of a folder (genericode, as the XRepository publishes them); none without one. */
async function codeListsIn(folder: string | undefined): Promise<CodeLists> {
  const lists = new CodeLists();
  if (folder === undefined) return lists;
  for (const file of (await readdir(folder)).filter((name) => name.toLowerCase().endsWith('.xml')).sort())
    lists.add(file, await readFile(join(folder, file)));
  return lists;
}

interface HasFields {
  readonly fields?: readonly HasFields[];
  readonly only?: readonly string[];
  readonly group?: unknown;
  readonly note?: unknown;
}

function fieldsIn({ topics }: ImportedSchema['form']): number {
  const count = ({ fields = [], only, group, note }: HasFields): number => {
    const inside = fields.reduce((sum, field) => sum + count(field), 0);
    if (note !== undefined) return 0;
    if (only !== undefined) return only.length + inside;
    return group !== undefined || fields.length > 0 ? inside : 1;
  };
  return topics.reduce((sum, topic) => sum + count(topic), 0);
}

function counted(number: number, one: string): string {
  return `${number} ${one}${number === 1 ? '' : 's'}`;
}
