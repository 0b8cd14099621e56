import { isEmail } from 'class-validator';

/**
 * Whether a text is an e-mail address that mail servers take (RFC 5321, 4.5.3.1; letters beyond ASCII before the @ by RFC 6531):
 * at most 64 bytes before the @, a domain of labels that are not empty. Quoted names before the @ are none here.
 */
export function isMailAddress(text: string): boolean {
  return isEmail(text, { blacklisted_chars: '"\\(),:;<>[]' });
}
