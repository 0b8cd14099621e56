// @ts-check
import { spawn } from 'node:child_process';
import { watch } from 'node:fs';
import { join, sep } from 'node:path';
import { createInterface } from 'node:readline';
import { stripVTControlCharacters } from 'node:util';
import { root } from './prepare.mjs';
import { table } from './services.mjs';

/**
 * Compiles what changes, and restarts the services that are concerned once the whole compiles again: the service itself for
 * its own source, every service for a library.
 * @param {import('./supervisor.mjs').Supervisor} supervisor @param {(text: string) => void} line
 */
export function watchSources(supervisor, line) {
  /** @type {Set<string>} */
  const changed = new Set();
  for (const folder of ['apps', 'libs', 'deploy/local']) {
    watch(join(root, folder), { recursive: true }, (_, file) => {
      if (!file || file.endsWith('.spec.ts') || !/\.(ts|mjs|json)$/.test(file)) return;
      for (const name of concerned(folder, file)) changed.add(name);
      if (folder === 'deploy/local') restart();
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

/** @param {string} folder @param {string} file below the folder @returns {string[]} */
export function concerned(folder, file) {
  const names = table.map(({ name }) => name);
  const [first = ''] = file.split(sep);
  if (folder === 'libs') return table.filter(({ standIn }) => !standIn).map(({ name }) => name);
  return names.filter((name) => name === first);
}
