import { InMemoryEventStore } from '#event-sourcing';
import { openCases } from '../test/case-notes';
import { eventStoreContract } from '../test/event-store.contract';

describe('the store in memory', () => {
  eventStoreContract(() => {
    const store = new InMemoryEventStore();
    return Promise.resolve({ store, rows: () => Promise.resolve(store.rows(openCases)) });
  });
});
