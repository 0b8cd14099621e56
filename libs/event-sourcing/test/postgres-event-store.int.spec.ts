import { eventStoreContract } from './event-store.contract';
import { openPostgres, type PostgresUnderTest } from './database';

describe('the store on PostgreSQL', () => {
  let opened: PostgresUnderTest | undefined;
  afterAll(() => opened?.close());

  eventStoreContract(async () => (opened = await openPostgres()));
});
