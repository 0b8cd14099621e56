import { Citizen, signInAtProvider, type ProviderChoice, type RunFile } from '#portal-client';

/** Who is signed in, as `GET /me` says it. */
interface Me {
  readonly personId: string;
  readonly attributes: Readonly<Record<string, { readonly value: string; readonly source: string }>>;
  readonly session: { readonly levelOfAssurance: string; readonly levelName: string };
}

const erika = 'erika.mustermann';

/**
 * Plays how a citizen signs in at BundID with a password, and shows the ID card when more is needed. Only where the stand-in runs.
 * @param tell takes one line of the story
 * @throws Error at the first step that does not go as people would expect
 */
export async function tellSignIns(run: RunFile, tell: (line: string) => void): Promise<void> {
  if (run.standIns.bundid === undefined) return;
  tell('\nErika signs in at BundID');
  const citizen = await Citizen.signInAt(run, 'duisburg', { person: erika, means: 'Benutzername' });
  const told = async (step: string, level: string) => {
    const { session, attributes } = await citizen.get<Me>('/me');
    if (session.levelOfAssurance !== level)
      throw new Error(`the level is ${session.levelOfAssurance}, not ${level}`);
    const name = attributes['familyName'];
    tell(`  ${step.padEnd(62)} level: ${session.levelName}; family name: ${name?.source}`);
  };
  await told('with user name and password', 'low');
  await stepUp(citizen, { person: erika, means: 'eID' });
  await told('shows her ID card, because something needs it', 'high');
  await citizen.post('/sign-out');
  tell('  signs out');
  citizen.close();
}

/** Proves in the same session more than before. @throws Error where BundID's answer does not raise the level */
async function stepUp(citizen: Citizen, choice: ProviderChoice): Promise<void> {
  const start = `${citizen.site}/api/sign-in/bundid/start?purpose=step-up&level=high&returnTo=/`;
  const { status, text } = await signInAtProvider(citizen.browser, start, choice);
  if (status !== 200) throw new Error(`the step-up ended with ${status}: ${text.slice(0, 300)}`);
  await citizen.arrive(); // the session has a new secret
}
