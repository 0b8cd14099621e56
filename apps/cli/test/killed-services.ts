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
/**
 * Stories that are told at the same time, each with its own service that is killed: whoever lives through the ends of several services
 * lives through those of one. Notification has one for itself, because only there a mail may come twice.
 */
const together = [['gateway', 'audit'], ['identity', 'mailbox', 'application'], ['notification']];
/** Milliseconds after which a request is under way. */
const momentMs = 15;

export function killedServices(system: () => RunningSystem): void {
  const goesOn = async (service: string) => {
    const [between, inside] = moments[service] ?? [];
    const reached: string[] = [];
    const story = await tellStory(system().run, (line) => {
      if (between !== undefined && line.includes(between)) system().kill(service);
      else if (inside !== undefined && line.includes(inside))
        setTimeout(() => system().kill(service), momentMs);
      else return;
      reached.push(line);
    });
    expect([service, reached.length]).toStrictEqual([service, 2]);
    expect([service, stagesOf(story)]).toStrictEqual([service, stages]);
    expect([service, subjectsOf(story)]).toStrictEqual([service, subjects]);
    // Killed between the mail server's acceptance and its own note, notification delivers the same mail again (ADR 7).
    const most = service === 'notification' ? 2 : 1;
    for (const { deliveries } of story.mails) expect(deliveries).toBeLessThanOrEqual(most);
  };

  test('each service is killed in one of the stories', () => {
    expect(together.flat().sort()).toStrictEqual(Object.keys(moments).sort());
  });

  test.each(together.map((services) => [services.join(' and '), services] as const))(
    'D10 D20 R9 %s: people try again, the story goes on, and each mail arrives once',
    async (_names, services) => {
      await Promise.all(services.map(goesOn));
      await system().allReady();
    },
    300_000,
  );
}
