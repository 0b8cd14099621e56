/** Shape of `.local/run.json`: everything a program needs to use a running system. */
export interface RunFile {
  ready: boolean;
  gateway: string;
  tenants: Record<string, { portal: string; backoffice: string }>;
  inbox: string;
  logins: {
    staff: { user: string; password: string; tenant: string; roles: string[]; offices?: string[] }[];
    citizens: { email: string; tenant: string }[];
  };
  kafka: { brokers: string; kind: string };
  postgres: { kind: string; version: string; databases: Record<string, { owner: string; service: string }> };
  processes: { name: string; pid: number; port?: number }[];
}
export const defaultStateDirectory: string;
export function readRunFile(stateDirectory?: string): Promise<RunFile>;
