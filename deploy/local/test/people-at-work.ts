import { setTimeout as delay } from 'node:timers/promises';
import { Citizen, dogRegistration, Staff, type RunFile } from '#portal-client';

/** What people look at before they go on, in ms: as fast as they can they would have the machine for themselves. */
const lookMs = 200;

/** Citizens and a caseworker of Duisburg who work without an end, and what of it went wrong. */
export class PeopleAtWork {
  readonly failures: string[] = [];
  /** How much of it went well. */
  done = 0;
  private isOver = false;
  private work: readonly Promise<void>[] = [];

  static async begin(run: RunFile): Promise<PeopleAtWork> {
    const citizens = await Promise.all(
      ['a', 'b', 'c'].map((name) => Citizen.signIn(run, 'duisburg', `${name}@example.org`)),
    );
    const caseworker = await Staff.signIn(run, 'm.nguyen');
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
