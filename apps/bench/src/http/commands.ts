import { Citizen, dogRegistration, type Versioned } from '#portal-client';
import { report } from '../benchmark';
import { type Quantiles, quantiles } from '../measure';
import type { Finding, Measurement } from './measurement';
import { cpuOf, scaled, since, sumOf } from './processes';

/** A draft as the portal answers it. */
interface BegunForm extends Versioned {
  readonly draft?: { readonly version: number };
}

/** So many steps has a form: a client begins a draft, saves it with each further step, then begins the next. */
const stepsOfForm = 20;

/** Commands per second, the name under which builds are compared. */
export const commandsPerSecond = 'commands per second';

/**
 * Every client fills in forms (decrypt, merge, check, encrypt, decide, append, list): commands per second through the
 * gateway, and what one command costs all processes together.
 */
export const commands: Measurement = async (system, { clients, seconds }): Promise<Finding> => {
  report(`${clients} citizens sign in`);
  const citizens: Citizen[] = [];
  for (let n = 0; n < clients; n += 1)
    citizens.push(await Citizen.signIn(system.run, 'duisburg', `bench${n}@example.org`));
  const fillIn = (citizen: Citizen) => {
    let draft: BegunForm | undefined;
    return async (turn: number) => {
      const step = turn % stepsOfForm;
      draft =
        draft === undefined || step === 0
          ? await citizen.post('/applications', { serviceKey: 'hundesteuer-anmeldung' })
          : await citizen.patch(
              `/applications/${draft.id}/form`,
              { ...dogRegistration(), furtherDogs: step },
              // A form has a version of its own; the former build of a comparison had that of the case alone.
              draft.draft?.version ?? draft.version,
            );
    };
  };
  report('warm-up');
  await timed(3, citizens.map(fillIn));
  report(`commands, ${seconds} s`);
  const before = cpuOf(system);
  const { perSecond, times } = await timed(seconds, citizens.map(fillIn));
  const cpu = scaled(since(before, cpuOf(system)), 1 / times.count);
  for (const citizen of citizens) citizen.close();
  return {
    tables: [
      {
        title: `Filling in forms through the gateway, ${clients} citizens at once (times in ms)`,
        rows: { commands: { perSecond, ...times } },
      },
      {
        title: 'CPU of one command, by process (ms; what follows from it included)',
        rows: { 'CPU ms': { ...cpu, together: sumOf(cpu) } },
      },
    ],
    figures: [
      { what: commandsPerSecond, value: perSecond },
      { what: 'one command, all processes together', value: sumOf(cpu), unit: ' ms CPU' },
    ],
  };
};

/** @param works one per client; takes the number of its turn */
async function timed(
  seconds: number,
  works: readonly ((turn: number) => Promise<void>)[],
): Promise<{ perSecond: number; times: Quantiles }> {
  const times: number[] = [];
  const begin = performance.now();
  const end = begin + seconds * 1000;
  await Promise.all(
    works.map(async (work) => {
      for (let turn = 0; performance.now() < end; turn += 1) {
        const started = performance.now();
        await work(turn);
        times.push(performance.now() - started);
      }
    }),
  );
  return {
    perSecond: (times.length * 1000) / (performance.now() - begin),
    times: quantiles(times),
  };
}
