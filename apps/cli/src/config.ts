import { join, resolve } from 'node:path';

/** Where the commands find the running system, and what was built beside them. */
export interface CliConfig {
  /** The launcher's state folder. */
  readonly state: string;
  /** The folder with everything that was built. */
  readonly dist: string;
  /** The folder of the cities. */
  readonly tenants: string;
  /** The folder from which the command was called: paths that somebody gives are meant from there on. */
  readonly calledFrom: string;
}

/**
 * STATE_DIR: the launcher's state folder where it is not `.local`; TENANTS_DIR: the folder of the cities where it is not
 * `deploy/tenants`. Commands run in the root of the work tree, as npm has it.
 */
export function readCliConfig(): CliConfig {
  return {
    state: resolve(process.env['STATE_DIR'] ?? '.local'),
    dist: resolve('dist'),
    tenants: resolve(process.env['TENANTS_DIR'] || 'deploy/tenants'),
    // Where npm was called; it runs its scripts in the root of the work tree.
    calledFrom: resolve(process.env['INIT_CWD'] || '.'),
  };
}

/** The folder with the keys of a running system. */
export const keyFolder = ({ state }: CliConfig): string => join(state, 'keys');
