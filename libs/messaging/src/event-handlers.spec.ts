import { EventHandlers } from './event-handlers';

const nothing = () => Promise.resolve();

test('a pattern that can match nothing is refused', () => {
  const handlers = new EventHandlers();
  const noSuchType = 'no contract event has this type';
  expect(() => handlers.add('application.FormSafed', nothing)).toThrow(noSuchType);
  expect(() => handlers.add('aplication.*', nothing)).toThrow(noSuchType);
  expect(() => handlers.add('*', nothing)).toThrow(noSuchType);
});

test('two handlers of one event need names, because their effects are noted under them', () => {
  const handlers = new EventHandlers();
  handlers.add('application.FormSaved', nothing);
  expect(() => handlers.add('application.FormSaved', nothing)).toThrow(
    "two handlers of 'application.FormSaved' are called 'application.FormSaved'; name one of them",
  );
  handlers.add('application.FormSaved', nothing, { handler: 'second' });
  expect(handlers.of('application.FormSaved').map(({ name }) => name)).toEqual([
    'application.FormSaved',
    'second',
  ]);
});

test('a newer type is met by those alone who listen to everything of its service', () => {
  const handlers = new EventHandlers();
  handlers.add('application.FormSaved', nothing);
  handlers.add('application.*', nothing);
  handlers.add('mailbox.*', nothing);
  expect(handlers.of('application.ObjectionLodged').map(({ name }) => name)).toEqual(['application.*']);
  expect(handlers.services).toEqual(['application', 'mailbox']);
});

test('a list of events is for a handler that is idempotent by itself: the inbox notes one at a time', () => {
  const handlers = new EventHandlers();
  expect(() => handlers.add('application.*', nothing, { inBatches: true })).toThrow(
    'inBatches goes with everyDelivery',
  );
});
