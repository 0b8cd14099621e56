import { fold, Refusal } from '#event-sourcing/decider';
import * as fc from 'fast-check';
import { allowedCommands, applicationDecider, transitions } from '../src/commands/decider';
import { isPaused, isSuspended } from '../src/domain/clock';
import { isFiled, isForgotten, type Application, type ApplicationEvent } from '../src/domain/application';
import { at, noticeId } from './examples';
import { myApplications } from '../src/read-models/my-applications';
import { workList } from '../src/read-models/work-list';
import { attempts, commandOf, type Attempt } from './random-commands';

/** Every step of a sequence: what was tried, before and after. */
function* steps(sequence: readonly Attempt[]) {
  let state: Application = applicationDecider.initialState;
  const history: ApplicationEvent[] = [];
  for (const attempt of sequence) {
    const command = commandOf(attempt, state);
    let events: readonly ApplicationEvent[] = [];
    let refusal: Refusal | undefined;
    try {
      events = applicationDecider.decide(command, state);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      refusal = error;
    }
    history.push(...events);
    const after = fold(applicationDecider, events, state);
    yield { command, before: state, after, events, refusal, history };
    state = after;
  }
}

const runs = { numRuns: 300 };

test('no sequence of commands leaves the table of transitions', () => {
  fc.assert(
    fc.property(attempts, (sequence) => {
      for (const { command, before, after, events } of steps(sequence)) {
        if (events.length === 0) continue;
        const row = transitions.find(
          (row) => row.command === command.type && row.from.includes(before.status),
        );
        expect(row?.roles).toContain(command.by.role);
        const leadsTo = row?.to.map((status) => (status === 'unchanged' ? before.status : status));
        expect(leadsTo).toContain(after.status);
      }
    }),
    runs,
  );
});

test('a refusal names exactly the commands that the role may give', () => {
  fc.assert(
    fc.property(attempts, (sequence) => {
      for (const { command, before, refusal } of steps(sequence)) {
        if (refusal?.code !== 'not-allowed-now') continue;
        expect(refusal.details['allowed']).toEqual(allowedCommands(before, command.by));
      }
    }),
    runs,
  );
});

test('law 6: nothing that a person does follows a withdrawal, and a closed case is only reopened', () => {
  fc.assert(
    fc.property(attempts, (sequence) => {
      for (const { command, before, events } of steps(sequence)) {
        if (events.length === 0 || command.by.role === 'service') continue;
        expect(before.status).not.toBe('withdrawn');
        // That it has to do with another case is said of both.
        if (before.status === 'closed') expect(['reopen', 'link', 'unlink']).toContain(command.type);
      }
    }),
    runs,
  );
});

test('law 5: nothing is granted while documents are requested', () => {
  fc.assert(
    fc.property(attempts, (sequence) => {
      for (const { before, events } of steps(sequence)) {
        if (before.status !== 'action-required') continue;
        expect(events).not.toContainEqual(
          expect.objectContaining({
            type: 'DecisionIssued',
            data: expect.objectContaining({ outcome: 'granted' }) as unknown,
          }),
        );
      }
    }),
    runs,
  );
});

test('the rows of both lists say what the whole history says', () => {
  const head = { tenant: 'duisburg', streamId: noticeId, version: 1, recordedAt: at };
  fc.assert(
    fc.property(attempts, (sequence) => {
      const last = [...steps(sequence)].at(-1);
      if (last === undefined) return;
      const { after, history } = last;
      const refolded = fold(applicationDecider, history);
      expect(refolded).toStrictEqual(after);
      for (const model of [myApplications, workList]) {
        expect(model.row(after, head)).toStrictEqual(model.row(refolded, head));
      }
      expect(myApplications.row(after, head)?.['status']).toBe(
        after.status === 'none' || isForgotten(after) ? undefined : after.status,
      );
    }),
    runs,
  );
});

test('a wish that came true is not repeated: the same command at once again brings no second event of its kind', () => {
  const repeatable = new Set([
    'draft',
    'submit',
    'supply-documents',
    'request-documents',
    'note',
    'record-contact',
    'set-task',
    'send-on-documents',
    // Whoever gives them again is told that it is done.
    'finish-task',
    'send-back',
    'correct',
    'reopen',
  ]);
  fc.assert(
    fc.property(attempts, (sequence) => {
      for (const { command, after, events } of steps(sequence)) {
        if (events.length === 0 || repeatable.has(command.type)) continue;
        expect(applicationDecider.decide(command, after)).toEqual([]);
      }
    }),
    runs,
  );
});

test('law 4: the target date moves exactly while documents are requested, and the clock ends with decision and withdrawal', () => {
  fc.assert(
    fc.property(attempts, (sequence) => {
      for (const { after } of steps(sequence)) {
        if (!isFiled(after)) continue;
        const { status, clock } = after;
        expect([status, isPaused(clock)]).toEqual([status, status === 'action-required']);
        const isOver = 'decision' in after || status === 'withdrawn';
        expect([status, clock.ended]).toEqual([status, isOver]);
        expect([status, clock.pauses.every(({ to }) => to !== undefined)]).toEqual([
          status,
          !isPaused(clock) && !isSuspended(clock),
        ]);
      }
    }),
    runs,
  );
});
