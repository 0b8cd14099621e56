import { randomUUID } from 'node:crypto';
import { v7 as uuidv7 } from 'uuid';
import type { Aggregate, EventMetadata } from '#event-sourcing';

/** The same case for all contenders: what is written, how big it is, and the row that follows from it. */

export const tenant = 'duisburg';
/** Streams are named as the services name them: by time, so that new ones stand side by side in an index. */
export const newStreamId = (): string => uuidv7();
export const streamType = 'application';
export const openCases = 'bench.open_cases';
export const columns = {
  status: 'text',
  reference: 'text',
  title: 'text',
  action_required: 'boolean',
  updated_at: 'timestamptz',
} as const;

/** What the events of a stream are folded to. */
export interface State {
  readonly status: string;
  readonly steps: number;
}

// A type and not an interface: an event's type is checked against a record.
export type Moved = {
  readonly type: 'CaseMoved';
  readonly data: { readonly status: string; readonly reference: string; readonly sealed: string };
};

const person = randomUUID();
const sealed = 'k'.repeat(160);

/** About 250 bytes as JSON, like an event of an application with sealed content. */
export const moved = (status: string): Moved => ({
  type: 'CaseMoved',
  data: { status, reference: 'DU-2026-000123-7', sealed },
});

export function metadata(): EventMetadata {
  const commandId = randomUUID();
  return {
    actor: { personId: person, role: 'caseworker' },
    commandId,
    correlationId: commandId,
    causationId: commandId,
  };
}

export const rowOf = ({ status }: State, { recordedAt }: { readonly recordedAt: string }) => ({
  status,
  reference: 'DU-2026-000123-7',
  title: 'Bewohnerparkausweis',
  action_required: false,
  updated_at: recordedAt,
});

export const aggregate: Aggregate<State, string, Moved> = {
  streamType,
  decider: {
    initialState: { status: 'draft', steps: 0 },
    decide: (status) => [moved(status)],
    evolve: (state, event) => ({ status: event.data.status, steps: state.steps + 1 }),
  },
  readModels: [{ table: openCases, columns, row: rowOf }],
};

export const tableOfOpenCases = `CREATE TABLE ${openCases} (tenant text NOT NULL, stream_id uuid NOT NULL, version int NOT NULL,
  ${Object.entries(columns)
    .map(([name, type]) => `${name} ${type}`)
    .join(', ')}, PRIMARY KEY (tenant, stream_id))`;
