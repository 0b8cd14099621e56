import { authnContext, nameOf, oids, persons, storkLevels, type Means, type Person } from '#saml-provider';
import { escapeHtml } from '../html';
import { page } from '../page';
import { endings } from './answers';
import type { PendingRequest } from './sign-ins';
import { words, type Language } from './words';

/** The page on which somebody picks a person and a means. Plain HTML, no script. */
export function choicePage(
  title: string,
  requestId: string,
  { request }: PendingRequest,
  offered: (person: Person) => readonly Means[],
  nonce: string,
): string {
  const { language, organization, minimumLevel, backUrl } = request;
  const say = words[language];
  const rows = persons.flatMap((person) => {
    const means = offered(person);
    return means.length === 0 ? [] : [personRow(person, means, language)];
  });
  const back = backUrl ? `<p><a href="${escapeHtml(backUrl)}">${say.back}</a></p>` : '';
  return page(
    `${title}: ${say.signIn}`,
    `<h1>${title}</h1>
    <p>${say.at} <strong>${escapeHtml(organization)}</strong>. ${say.level} ${authnContext(minimumLevel)}.</p>
    <form method="post" action="/sso/choose">
      <input type="hidden" name="request" value="${requestId}">
      <h2>${say.choose}</h2>
      ${rows.length > 0 ? `<dl>${rows.join('\n')}</dl>` : `<p>${say.nobody}</p>`}
      ${changes(request.attributes?.map(({ name }) => name) ?? [], language)}
      <p>${say.otherwise}
      ${endings.map((ending) => `<button name="ending" value="${ending}">${say.endings[ending]}</button>`).join('\n')}</p>
    </form>
    ${back}
    <p>${say.standIn}</p>`,
    { language, nonce },
  );
}

function personRow(person: Person, means: readonly Means[], language: Language): string {
  const name = escapeHtml(nameOf(person));
  const note = person.note ? ` (${escapeHtml(person.note[language])})` : '';
  const buttons = means.map((one) => {
    const label = words[language].means[one];
    return `<button name="choice" value="${person.user} ${one}" aria-label="${name}: ${label}">${label}</button>`;
  });
  return `<dt>${name}${note}</dt><dd>${buttons.join('\n')}</dd>`;
}

function changes(requested: readonly string[], language: Language): string {
  const say = words[language];
  const levels = storkLevels.map((level) => `<option value="${level}">${authnContext(level)}</option>`);
  const names = Object.entries(oids).filter(([, oid]) => requested.includes(oid));
  const boxes = names.map(
    ([name, oid]) => `<label><input type="checkbox" name="omit" value="${oid}"> ${name}</label><br>`,
  );
  return `<details><summary>${say.change}</summary>
    <p><label>${say.lower} <select name="level"><option value="">${say.asReached}</option>${levels.join('')}</select></label></p>
    <fieldset><legend>${say.omit}</legend>${boxes.join('\n')}</fieldset></details>`;
}

/** The page that carries an answer to the service provider: it posts itself; without script, a button does. */
export function carryingPage(
  to: string,
  fields: Readonly<Record<string, string>>,
  language: Language,
  nonce: string,
): string {
  const say = words[language];
  const inputs = Object.entries(fields).map(
    ([name, value]) => `<input type="hidden" name="${name}" value="${escapeHtml(value)}">`,
  );
  return page(
    say.goOn,
    `<form method="post" action="${escapeHtml(to)}">
      ${inputs.join('\n')}
      <p><button>${say.goOn}</button></p>
    </form>
    <script nonce="${nonce}">document.forms[0].submit();</script>`,
    { language, nonce },
  );
}

/** @param reason a code, for who looks into it */
export function refusedPage(reason: string, language: Language, nonce: string): string {
  const say = words[language];
  return page(say.impossible, `<h1>${say.impossible}</h1><p>${say.again} (${escapeHtml(reason)})</p>`, {
    language,
    nonce,
  });
}

/** Who is signed in here, if somebody is. */
export function homePage(title: string, person: Person | undefined, nonce: string): string {
  const say = words.de;
  const signedIn = person
    ? `<form method="post" action="/sign-out"><p>${say.signedIn} ${escapeHtml(nameOf(person))}. <button>${say.signOut}</button></p></form>`
    : '';
  return page(title, `<h1>${title}</h1>${signedIn}<p>${say.standIn}</p>`, { nonce });
}
