import { randomUUID } from 'node:crypto';
import {
  Refusal,
  type Aggregate,
  type Decider,
  type EventMetadata,
  type EventStore,
  type InMemoryRow,
} from '#event-sourcing';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { rowLevelSecurity } from '#database';

/** The smallest aggregate that has everything: several event types, a rule, a row that appears, changes and goes. */
export type NotesEvent =
  | { readonly type: 'NoteAdded'; readonly data: { readonly text: string } }
  | { readonly type: 'CaseClosed'; readonly data: { readonly reason: string } };

export type NotesCommand =
  | { readonly kind: 'add'; readonly texts: readonly string[] }
  | { readonly kind: 'close'; readonly reason: string };

export interface NotesState {
  readonly notes: readonly string[];
  readonly closed: boolean;
}

export const notesDecider: Decider<NotesState, NotesCommand, NotesEvent> = {
  initialState: { notes: [], closed: false },
  decide(command, state) {
    switch (command.kind) {
      case 'add':
        if (state.closed) throw new Refusal('case-closed', { allowed: [] });
        return command.texts.map((text) => ({ type: 'NoteAdded', data: { text } }));
      case 'close':
        return state.closed ? [] : [{ type: 'CaseClosed', data: { reason: command.reason } }];
    }
  },
  evolve(state, event) {
    switch (event.type) {
      case 'NoteAdded':
        return { ...state, notes: [...state.notes, event.data.text] };
      case 'CaseClosed':
        return { ...state, closed: true };
    }
  },
};

export const openCases = 'testing.open_cases';

export const caseNotes: Aggregate<NotesState, NotesCommand, NotesEvent> = {
  streamType: 'case-notes',
  decider: notesDecider,
  readModels: [
    {
      table: openCases,
      columns: { count: 'int', last: 'text', notes: 'jsonb', changed_at: 'timestamptz' },
      row: (state, head) =>
        state.closed
          ? undefined
          : {
              count: state.notes.length,
              last: state.notes.at(-1) ?? null,
              notes: state.notes,
              changed_at: head.recordedAt,
            },
    },
  ],
};

export class CreateOpenCases1763640000001 implements MigrationInterface {
  name = 'CreateOpenCases1763640000001';
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE SCHEMA testing`);
    await runner.query(`GRANT USAGE ON SCHEMA testing TO testing_service`);
    await runner.query(`CREATE TABLE ${openCases} (tenant text, stream_id uuid, version int NOT NULL, count int NOT NULL,
      last text, notes jsonb NOT NULL, changed_at timestamptz NOT NULL, PRIMARY KEY (tenant, stream_id))`);
    for (const statement of rowLevelSecurity(openCases)) await runner.query(statement);
    await runner.query(`GRANT SELECT, INSERT, UPDATE, DELETE ON ${openCases} TO testing_service`);
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP SCHEMA testing CASCADE`);
  }
}

/** A store under test, and the way to look behind it. */
export interface StoreUnderTest {
  readonly store: EventStore;
  /** The rows of `openCases`, of all tenants. */
  rows(): Promise<readonly InMemoryRow[]>;
}

export function metadata(): EventMetadata {
  const commandId = randomUUID();
  return {
    actor: { personId: '0199a3f2-0000-7000-8000-000000000001', role: 'citizen' },
    commandId,
    correlationId: commandId,
    causationId: commandId,
  };
}
