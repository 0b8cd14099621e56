// @ts-check
/**
 * `node deploy/local/command.mjs <app> <program> [argument…]` runs a built program of an app, as the npm scripts do. It may be
 * the first command in a clone: dependencies and build come first where they are missing. Ends as the program ends.
 */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { build, installDependencies, requireNode, root } from './prepare.mjs';
import { createSteps } from './steps.mjs';

const [app, program, ...args] = process.argv.slice(2);
// What the program prints stays alone on standard output.
const steps = createSteps(process.stderr);
try {
  requireNode();
  await installDependencies(steps);
  await build(steps);
} catch (error) {
  steps.line(error instanceof Error ? error.message : String(error));
  process.exit(1);
}
const child = spawn(process.execPath, [join(root, `dist/apps/${app}/src/${program}.js`), ...args], {
  cwd: root,
  stdio: 'inherit',
});
// A terminal tells the program, too: it ends in its own way, and we with it. Who tells us alone means the program.
process.on('SIGINT', () => undefined);
for (const signal of /** @type {const} */ (['SIGTERM', 'SIGHUP']))
  process.on(signal, () => child.kill(signal));
child.on('exit', (code) => process.exit(code ?? 1));
