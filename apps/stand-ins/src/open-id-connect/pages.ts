import { escapeHtml } from '../html';
import { page } from '../page';

// The few pages of the stand-in: plain HTML without scripts, readable by every browser and screen reader.

/** What the form for signing in shows: where it is sent, and what was tried before. */
export interface SignInForm {
  readonly action: string;
  readonly failed: boolean;
  readonly user?: string;
}

/** How a stand-in calls its page, and what people sign in with there. */
export interface SignInWords {
  readonly heading: string;
  readonly user: string;
}

export function signInPage({ action, failed, user = '' }: SignInForm, words: SignInWords): string {
  const error = failed
    ? '<p id="fehler" role="alert"><strong>Diese Angaben stimmen nicht.</strong> Bitte versuchen Sie es noch einmal.</p>'
    : '';
  const described = failed ? ' aria-invalid="true" aria-describedby="fehler"' : '';
  return page(
    failed ? `Fehler: ${words.heading}` : words.heading,
    `<h1>${words.heading}</h1>
    ${error}
    <form method="post" action="${escapeHtml(action)}">
      <p><label for="user">${words.user}</label><br>
        <input id="user" name="user" autocomplete="username" autocapitalize="none" required value="${escapeHtml(user)}"${described}></p>
      <p><label for="password">Passwort</label><br>
        <input id="password" name="password" type="password" autocomplete="current-password" required${described}></p>
      <p><button type="submit">Anmelden</button>
        <button type="submit" name="cancel" value="yes" formnovalidate>Abbrechen</button></p>
    </form>
    <p>Dies ist ein Anmeldedienst der Vorführung. Im Betrieb steht hier der echte.</p>`,
  );
}

/** @param form the form that oidc-provider wants submitted; its id is `op.logoutForm` */
export function signOutPage(form: string): string {
  return page(
    'Abmelden',
    `<h1>Möchten Sie sich auch beim Anmeldedienst abmelden?</h1>
    ${form}
    <p><button type="submit" form="op.logoutForm" name="logout" value="yes" autofocus>Ja, abmelden</button>
      <button type="submit" form="op.logoutForm">Nein, angemeldet bleiben</button></p>`,
  );
}

export function signedOutPage(): string {
  return page('Abgemeldet', '<h1>Sie sind abgemeldet.</h1>');
}

/** @param code OAuth error code */
export function errorPage(code = 'unbekannt'): string {
  return page(
    'Anmeldung nicht möglich',
    `<h1>Die Anmeldung ist nicht möglich.</h1>
    <p>Bitte beginnen Sie noch einmal auf der Seite Ihrer Stadt. (Fehler: ${escapeHtml(code)})</p>`,
  );
}
