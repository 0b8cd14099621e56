import { escapeHtml, type Language } from '#http';
import { maskedAddress } from '../email-link/sign-in-page';
import type { LinkPageContent } from '../link-page';

/** What a link in a mail leads to: to confirm a registration, or to set another password. */
export type PasswordPageKind = 'confirm' | 'password';

const words = {
  confirm: {
    de: {
      title: 'Registrierung bestätigen',
      text: 'Bitte geben Sie das Passwort ein, das Sie bei der Registrierung gewählt haben. Damit ist Ihr Konto angelegt, und Sie sind angemeldet. Wenn Sie sich nicht registriert haben, schließen Sie bitte diese Seite.',
      password: 'Ihr Passwort',
      button: 'Bestätigen und anmelden',
    },
    en: {
      title: 'Confirm your registration',
      text: 'Please enter the password that you chose when you registered. With that your account is set up, and you are signed in. If you did not register, please close this page.',
      password: 'Your password',
      button: 'Confirm and sign in',
    },
  },
  password: {
    de: {
      title: 'Neues Passwort setzen',
      text: 'Es braucht mindestens 8 Zeichen, zum Beispiel mehrere Wörter. Wo Sie mit dem bisherigen angemeldet sind, werden Sie abgemeldet.',
      password: 'Neues Passwort',
      button: 'Passwort setzen und anmelden',
    },
    en: {
      title: 'Set a new password',
      text: 'It needs at least 8 characters, for example several words. Wherever you are signed in with the former one, you are signed out.',
      password: 'New password',
      button: 'Set the password and sign in',
    },
  },
} as const satisfies Record<PasswordPageKind, Record<Language, object>>;

const forAccount = { de: 'Konto', en: 'Account' } as const;

/** What the page shows. */
export interface PasswordForm {
  readonly kind: PasswordPageKind;
  readonly token: string;
  /** Whose account it is; shown masked. */
  readonly email: string;
  /** What was wrong with what was entered before. */
  readonly fault?: string | undefined;
}

/**
 * What a link shows. Its secret and the password go in the body of the form, never in an address; who only opens the link knows no
 * password.
 */
export function passwordPage(
  language: Language,
  { kind, token, email, fault }: PasswordForm,
): LinkPageContent {
  const { title, text, password, button } = words[kind][language];
  const [invalid, described, alert] =
    fault === undefined
      ? ['', '', '']
      : [
          '--error',
          ' aria-invalid="true" aria-describedby="fault"',
          `<p class="kern-error" id="fault" role="alert"><span class="kern-icon kern-icon--danger" aria-hidden="true"></span><span class="kern-body">${escapeHtml(fault)}</span></p>`,
        ];
  const autocomplete = kind === 'confirm' ? 'current-password' : 'new-password';
  const account = `<p>${forAccount[language]}: <strong>${escapeHtml(maskedAddress(email))}</strong></p>`;
  const fields = `<input type="hidden" name="token" value="${escapeHtml(token)}">
        <div class="kern-form-input${invalid && ` kern-form-input${invalid}`}">
          <label class="kern-label" for="password">${password}</label>
          <input class="kern-form-input__input${invalid && ` kern-form-input__input${invalid}`}" id="password" name="password" type="password" autocomplete="${autocomplete}" aria-required="true"${described}>
          ${alert}
        </div>`;
  return {
    title,
    heading: title,
    text: `${account}<p>${text}</p>`,
    form: { action: `/api/sign-in/local-account/${kind}/form`, fields, button },
  };
}
