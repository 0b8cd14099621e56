import { tellStory } from '../src/story';
import type { RunningSystem } from './running-system';
import { stages, stagesOf, subjects, subjectsOf } from './the-story';

/**
 * The lines of the story at which a service is killed: at the first one before anybody asks for anything else, at the second
 * one a moment later, in the middle of what is asked then.
 */
const moments: Readonly<Record<string, readonly [between: string, inside: string]>> = {
  gateway: ['fills in the form', 'takes it'],
  identity: ['Anna signs in and files', 'asks for the vaccination card'],
  application: ['reviews everything', 'The caseworker decides'],
  mailbox: ['fills in the form', 'The caseworker decides'],
  notification: ['fills in the form', 'begins processing'],
  audit: ['fills in the form', 'closes the case'],
};
/** Milliseconds after which a request is under way. */
const momentMs = 15;

export function killedServices(system: () => RunningSystem): void {
  test.each(Object.entries(moments))(
    'D10 D20 R9 %s: people try again, the story goes on, and each mail arrives once',
    async (service, [between, inside]) => {
      const reached: string[] = [];
      const story = await tellStory(system().run, (line) => {
        if (line.includes(between)) system().kill(service);
        else if (line.includes(inside)) setTimeout(() => system().kill(service), momentMs);
        else return;
        reached.push(line);
      });
      expect(reached).toHaveLength(2);
      expect(stagesOf(story)).toStrictEqual(stages);
      expect(subjectsOf(story)).toStrictEqual(subjects);
      // Killed between the mail server's acceptance and its own note, notification delivers the same mail again (ADR 7).
      const most = service === 'notification' ? 2 : 1;
      for (const { deliveries } of story.mails) expect(deliveries).toBeLessThanOrEqual(most);
      await system().allReady();
    },
    300_000,
  );
}
