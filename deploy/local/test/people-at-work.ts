import { setTimeout as delay } from 'node:timers/promises';
import { Browser, Citizen, dogRegistration, Staff, type RunFile } from '#portal-client';

/** What people look at before they go on, in ms: as fast as they can they would have the machine for themselves. */
const lookMs = 200;

/** Citizens and a caseworker of Duisburg and readers in other cities who go on without an end, and what of it went wrong. */
export class PeopleAtWork {
  readonly failures: string[] = [];
  /** How much of it went well. */
  done = 0;
  private isOver = false;
  private work: readonly Promise<void>[] = [];

  /** @param readIn the cities in which somebody reads who is not signed in */
  static async begin(run: RunFile, readIn: readonly string[]): Promise<PeopleAtWork> {
    const citizens = await Promise.all(
      ['a', 'b', 'c'].map((name) => Citizen.signIn(run, 'duisburg', `${name}@example.org`)),
    );
    const caseworker = await Staff.signIn(run, 'm.nguyen');
    const readers = readIn.map((city) => new Citizen(new Browser(), run.tenants[city]?.portal ?? ''));
    const people = new PeopleAtWork();
    people.work = [
      ...citizens.map((citizen, nth) =>
        people.again(citizen, async () => {
          await citizen.submit(await citizen.draft('hundesteuer-anmeldung', dogRegistration(nth)));
          await citizen.myApplications();
          await citizen.get('/mailbox');
        }),
      ),
      people.again(caseworker, () => caseworker.get('/work-list')),
      ...readers.map((reader) =>
        people.again(reader, async () => {
          await reader.browser.get(`${reader.site}/`);
          await reader.get('/services');
        }),
      ),
    ];
    return people;
  }

  /** Everybody finishes what they are doing. */
  async end(): Promise<void> {
    this.isOver = true;
    await Promise.all(this.work);
  }

  private async again(person: Citizen | Staff, step: () => Promise<unknown>): Promise<void> {
    while (!this.isOver) {
      try {
        await step();
        this.done += 1;
      } catch (error) {
        this.failures.push(error instanceof Error ? error.message : String(error));
      }
      await delay(lookMs);
    }
    person.close();
  }
}
