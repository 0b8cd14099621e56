import { domainToASCII } from 'node:url';
import { isMailAddress, Problem } from '#http';

/**
 * The one form of an e-mail address: what accounts are found by and what mail is sent to, so that nobody signs in with a
 * link that went to another mailbox. Upper and lower case make no difference; beyond ASCII they are left alone, because
 * there the case mappings of Unicode make one letter of several.
 * @returns undefined when it is no address.
 */
export function normalisedAddress(address: string): string | undefined {
  const text = address.normalize('NFC').trim();
  const at = text.lastIndexOf('@');
  const local = text.slice(0, at).replace(/[A-Z]/g, (letter) => letter.toLowerCase());
  const domain = domainToASCII(text.slice(at + 1));
  if (at < 1 || domain === '' || !domain.includes('.')) return undefined;
  const normalised = `${local}@${domain}`;
  // Beyond ASCII the validator lets invisible characters pass.
  return isMailAddress(normalised) && !/[\s\p{Cc}\p{Cf}]/u.test(normalised) ? normalised : undefined;
}

/** What somebody reads who typed something else. */
export function notAnAddress(): Problem {
  const message = {
    de: 'Dieses Feld muss eine E-Mail-Adresse sein.',
    en: 'This field must be an e-mail address.',
  };
  return new Problem('invalid-input', { errors: [{ pointer: '/email', rule: 'is-email', message }] });
}
