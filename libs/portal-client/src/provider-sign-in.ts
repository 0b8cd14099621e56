import { UnexpectedAnswer, type Answer, type Browser } from './browser';

/** What somebody does on the page of the stand-in for BundID or Servicekonto.NRW. */
export type ProviderChoice =
  | {
      /** User name of one of `logins.citizens`. */
      readonly person: string;
      /** As in `AssertionProvedBy`, e.g. `eID`. */
      readonly means: string;
      /** A lower level that is told instead of the one that was reached: n of `STORK-QAA-Level-n`. */
      readonly level?: number;
      /** OIDs of attributes that are left out. */
      readonly omit?: readonly string[];
    }
  | { readonly ending: 'cancel' | 'level-not-reached' | 'fail' };

/** More pages that post themselves than any sign-in has. */
const mostPages = 5;

/**
 * Signs in as a browser would: goes to the provider, chooses there, and brings the answer back, across sites.
 * Where the provider knows the browser from before, and that suffices, nobody is asked.
 * @param start the address at which the sign-in begins, e.g. `…/api/sign-in/bundid/start?returnTo=/`
 * @returns where the browser is then: on the page it wanted to go to, or on one that says what went wrong
 * @throws UnexpectedAnswer when the provider does not let one choose this
 */
export async function signInAtProvider(
  browser: Browser,
  start: string | URL,
  choice: ProviderChoice,
): Promise<Answer> {
  const arrived = await carried(browser, await browser.open('GET', start));
  if (!isChoice(arrived)) return arrived;
  const chosen = await browser.submitForm(arrived, fieldsOf(choice));
  if (chosen.status !== 200)
    throw new UnexpectedAnswer(`the choice at ${arrived.url.origin}`, chosen.status, chosen.body);
  return carried(browser, chosen);
}

/** Submits the pages that post themselves, as their script does. */
export async function carried(browser: Browser, page: Answer): Promise<Answer> {
  let answer = page;
  for (let pages = 0; /name="SAML(Request|Response)"/.test(answer.text); pages++) {
    if (pages === mostPages) throw new Error(`${answer.url.href} goes round in circles`);
    answer = await browser.submitForm(answer);
  }
  return answer;
}

const isChoice = ({ url }: Answer): boolean => url.pathname === '/sso/choose';

function fieldsOf(choice: ProviderChoice): Record<string, string | readonly string[]> {
  if ('ending' in choice) return { ending: choice.ending };
  const { person, means, level, omit = [] } = choice;
  return { choice: `${person} ${means}`, omit, ...(level && { level: String(level) }) };
}
