import { atProvidersOf } from './at-a-provider';
import { actingOn, nothingOf, startIdentity, type RunningIdentity } from './running-identity';

/** The identity service of the spec that imports this: started before its first test, stopped after its last. */
export let identity: RunningIdentity;
/** What people and the other services do with it. */
export let people: ReturnType<typeof actingOn>;
/** What people do at providers. */
export let providers: ReturnType<typeof atProvidersOf>;

beforeAll(async () => {
  identity = await startIdentity();
  people = actingOn(identity);
  providers = atProvidersOf(identity);
});
afterAll(() => identity.stop());
afterEach(() => {
  identity.others.answer = ({ url = '' }) => ({ body: nothingOf(url) });
});
