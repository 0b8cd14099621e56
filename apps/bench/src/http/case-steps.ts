import {
  Citizen,
  dogRegistration,
  type RunFile,
  type SeenCase,
  Staff,
  UnexpectedAnswer,
} from '#portal-client';
import { OpenPage } from './open-page';

/** A citizen with an open page. */
export interface Applicant {
  readonly citizen: Citizen;
  readonly email: string;
  readonly page: OpenPage;
}

/** So many cases go on at the same time: a few, so that batches do not flatter a figure. */
export const casesAtOnce = 4;
/** Before anything is measured, so that every process knows its way. */
export const warmUpCases = 40;

/** Signs in those who have a case each at the same time, none of them with a case yet, and opens the pages on which they follow it. */
export function applicants(run: RunFile): Promise<readonly Applicant[]> {
  return Promise.all(
    Array.from({ length: casesAtOnce }, async (_, n) => {
      // A new address each time: an inbox that was kept holds the mails of earlier runs.
      const email = `bench.case${n}.${Date.now().toString(36)}@example.org`;
      const citizen = await Citizen.signIn(run, 'duisburg', email);
      await citizen.consentToElectronicNotices();
      return { citizen, email, page: await OpenPage.of(citizen) };
    }),
  );
}

/**
 * A case from draft to close, as the story of the demo plays it, with a message of the office: its steps, to be taken one after another.
 * The last one says how it was closed.
 */
export function stepsOfCase(nth: number, { citizen, page }: Applicant, caseworker: Staff) {
  let drafted!: SeenCase;
  const act = (verb: string, body?: object) => caseworker.act(drafted.id, verb, body);
  return {
    draft: async () => {
      drafted = await citizen.draft('hundesteuer-anmeldung', dogRegistration(nth));
    },
    submit: () => citizen.submit(drafted),
    assign: () => act('assign'),
    start: () => act('start'),
    'request documents': () =>
      act('request-documents', {
        text: 'Bitte reichen Sie den Impfausweis nach.',
        documents: ['Impfausweis'],
      }),
    'supply documents': async () => {
      const { version } = await citizen.get<SeenCase>(`/applications/${drafted.id}`);
      const supplied = { text: 'Anbei der Impfausweis.', documents: ['impfausweis.pdf'] };
      await citizen.post(`/applications/${drafted.id}/supply-documents`, supplied, version);
    },
    decide: async () => {
      const provided = page.told(drafted.id, 'notice-available');
      await act('decide', {
        outcome: 'granted',
        text: 'Ihr Hund ist zur Hundesteuer angemeldet.',
        legalRemedies: 'Gegen diesen Bescheid ist der Widerspruch zulässig.',
      });
      await provided;
    },
    write: async () => {
      const messages = `/applications/${drafted.id}/messages`;
      const { headers } = await caseworker.browser.request('GET', `${caseworker.site}/api${messages}`);
      const text = 'Die Hundemarke kommt mit der Post.';
      await caseworker.post(messages, { text }, Number(JSON.parse(String(headers.etag))));
    },
    'retrieve and close': async (): Promise<SeenCase> => {
      let toldMore = page.told(drafted.id, 'notice-available');
      await citizen.retrieveNotice(drafted.id);
      for (;;) {
        // The paper of the notice is told of in the same status: the retrieval may be the one that comes after it.
        await toldMore;
        toldMore = page.told(drafted.id, 'notice-available');
        const closed = await act('close').catch(unlessTooEarly);
        if (closed !== undefined) return closed;
      }
    },
  };
}

/** Plays so many cases, a few at the same time. @returns how the last one of each applicant was closed */
export function playCases(
  total: number,
  among: readonly Applicant[],
  caseworker: Staff,
): Promise<readonly (SeenCase | undefined)[]> {
  let next = 0;
  return Promise.all(
    among.map(async (one) => {
      let closed: SeenCase | undefined;
      for (let nth = next++; nth < total; nth = next++) {
        const { 'retrieve and close': last, ...before } = stepsOfCase(nth, one, caseworker);
        for (const step of Object.values(before)) await step();
        closed = await last();
      }
      return closed;
    }),
  );
}

/** Its notice is not announced yet, or what the last page was told of is followed by something already. */
function unlessTooEarly(error: unknown): undefined {
  if (!(error instanceof UnexpectedAnswer)) throw error;
  if (error.problem === 'notice-not-announced' || error.problem === 'version-conflict') return undefined;
  throw error;
}
