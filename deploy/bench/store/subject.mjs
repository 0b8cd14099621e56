// @ts-check
import { randomUUID } from 'node:crypto';
import { v7 as uuidv7 } from 'uuid';

/** The same case for all contenders: what is written, how big it is, and the row that follows from it. */

export const tenant = 'duisburg';
/** Streams are named as the services name them: by time, so that new ones stand side by side in an index. */
export const newStreamId = () => uuidv7();
export const streamType = 'application';
export const openCases = 'bench.open_cases';
export const columns = {
  status: 'text',
  reference: 'text',
  title: 'text',
  action_required: 'boolean',
  updated_at: 'timestamptz',
};

/** @typedef {{ status: string, steps: number }} State */
/** @typedef {{ type: 'CaseMoved', data: { status: string, reference: string, sealed: string } }} Moved */

const person = randomUUID();
const sealed = 'k'.repeat(160);

/** @param {string} status @returns {Moved} about 250 bytes as JSON, like an event of an application with sealed content */
export const moved = (status) => ({
  type: 'CaseMoved',
  data: { status, reference: 'DU-2026-000123-7', sealed },
});

/** @returns {import('#event-sourcing').EventMetadata} */
export function metadata() {
  const commandId = randomUUID();
  return {
    actor: { personId: person, role: 'caseworker' },
    commandId,
    correlationId: commandId,
    causationId: commandId,
  };
}

/** @param {State} state @param {{ recordedAt: string }} head */
export const rowOf = ({ status }, { recordedAt }) => ({
  status,
  reference: 'DU-2026-000123-7',
  title: 'Bewohnerparkausweis',
  action_required: false,
  updated_at: recordedAt,
});

/** @type {import('#event-sourcing').Aggregate<State, string, Moved>} */
export const aggregate = {
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
