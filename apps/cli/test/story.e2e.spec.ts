import { acting, actingNoMore } from './acting';
import { commands } from './commands';
import { killedServices } from './killed-services';
import { partsAway } from './parts-away';
import { RunningSystem } from './running-system';
import { theStory } from './the-story';
import { waysIn } from './ways-in';

/**
 * The whole system as its users meet it: over HTTP, by mail and with the commands of package.json. Starting it takes a
 * while, so everything below uses the same one, in this order; what it went through is verified last.
 */
let started: RunningSystem;
const system = () => started;

beforeAll(async () => {
  started = await RunningSystem.start();
}, 300_000);
afterAll(() => started?.stop());

describe('the story of one application', () => theStory(system));
describe('without an account, and for somebody else', () => acting(system));
describe('the ways in through a provider', () => waysIn(system));
describe('for somebody else, a minute later', () => actingNoMore());
describe('a service is killed in the middle of the story', () => killedServices(system));
describe('a part that all rest on is away', () => partsAway(system));
describe('the commands, after all of this', () => commands(system));
