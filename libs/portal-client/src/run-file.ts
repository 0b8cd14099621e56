import { readFile } from 'node:fs/promises';
import path from 'node:path';

/** Shape of `run.json`: everything a program needs to use a running system. */
export interface RunFile {
  readonly ready: boolean;
  readonly gateway: string;
  readonly tenants: Readonly<Record<string, { readonly portal: string; readonly backoffice: string }>>;
  /** The local inbox; null where mail goes to a server that SMTP_URL names. */
  readonly inbox: string | null;
  readonly logins: {
    readonly staff: readonly {
      readonly user: string;
      readonly password: string;
      readonly tenant: string;
      readonly roles: readonly string[];
      readonly offices?: readonly string[];
    }[];
    readonly citizens: readonly CitizenLogin[];
  };
  /** The systems of others that are played here, where one can look at them. */
  readonly standIns: Readonly<
    Partial<
      Record<'staff' | 'bundid' | 'servicekonto-nrw' | 'google' | 'kinderbetreuung' | 'payments', string>
    >
  >;
  readonly kafka: {
    readonly brokers: string;
    readonly kind: string;
    /** The user that may do everything, where the broker knows its users. */
    readonly sasl?: { readonly mechanism: 'plain'; readonly username: string; readonly password: string };
  };
  readonly postgres: {
    readonly kind: string;
    readonly version: string;
    readonly databases: Readonly<Record<string, { readonly owner: string; readonly service: string }>>;
  };
  readonly processes: readonly {
    readonly name: string;
    readonly pid: number;
    readonly port?: number;
    /** Where a service answers about its health, and with its figures. */
    readonly innerPort?: number;
  }[];
}

/** Somebody who can sign in without having been here before: by a link to an address, or at a provider of identities. */
export type CitizenLogin =
  | { readonly email: string; readonly tenant: string }
  | {
      readonly user: string;
      readonly name: string;
      readonly means: readonly string[];
      readonly email?: string;
    };

/**
 * The banner for programs that a running system leaves behind.
 * @param stateDirectory the launcher's `--state` folder
 * @throws Error with one sentence that says what to do when no system runs
 */
export async function readRunFile(stateDirectory: string): Promise<RunFile> {
  const file = path.join(stateDirectory, 'run.json');
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch {
    throw new Error(`No running system found (${file} does not exist). Start one with: npm start`);
  }
  const run = JSON.parse(text) as RunFile;
  if (!run.ready) throw new Error('The system is still starting. Wait for its banner, then try again.');
  return run;
}
