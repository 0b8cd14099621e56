// @ts-check
import { spawn } from 'node:child_process';
import { watch } from 'node:fs';
import { join, sep } from 'node:path';
import { createInterface } from 'node:readline';
import { stripVTControlCharacters } from 'node:util';
import { root } from './prepare.mjs';
import { sourcesOf, table } from './services.mjs';

/**
 * Compiles what changes, and restarts the services that are concerned once the whole compiles again: the service itself for
 * its own source, every service for a library.
 * @param {import('./supervisor.mjs').Supervisor} supervisor @param {(text: string) => void} line
 */
export function watchSources(supervisor, line) {
  /** @type {Set<string>} */
  const changed = new Set();
  for (const folder of ['apps', 'libs']) {
    watch(join(root, folder), { recursive: true }, (_, file) => {
      if (!file || file.endsWith('.spec.ts') || !/\.(ts|json)$/.test(file)) return;
      for (const name of concerned(folder, file)) changed.add(name);
    });
  }
  const restart = () => {
    const names = [...changed];
    changed.clear();
    if (names.length > 0) line(`  ↻ ${names.join(', ')}`);
    for (const name of names) void supervisor.restart(name);
  };

  const compiler = spawn(
    process.execPath,
    [join(root, 'node_modules/@nestjs/cli/bin/nest.js'), 'build', '--watch', '--preserveWatchOutput'],
    { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] },
  );
  process.once('exit', () => compiler.kill());
  createInterface({ input: /** @type {import('node:stream').Readable} */ (compiler.stdout) }).on(
    'line',
    (colourful) => {
      const text = stripVTControlCharacters(colourful);
      if (/Found 0 errors/.test(text)) restart();
      else if (/error TS/.test(text)) line(`  ! ${text}`);
    },
  );
  line('Watching apps/ and libs/: a service restarts when its source has changed and compiles.');
}

/** @param {string} folder @param {string} file below the folder @returns {string[]} the processes that run it */
function concerned(folder, file) {
  const rows = table.filter((row) =>
    folder === 'libs' ? !row.standIn : join(folder, file).startsWith(join(sourcesOf(row), sep)),
  );
  return rows.map(({ name }) => name);
}
