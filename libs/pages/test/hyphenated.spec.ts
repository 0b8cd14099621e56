import { hyphenated, unbroken } from '../src/hyphenated';

/** As they are seen in an editor: `|` where a word may be divided, `~` where a line must not end. */
const seen = (text: string): string => text.replaceAll('\u00ad', '|').replaceAll(/[\u00a0\u2060]/g, '~');

test.each([
  ['Personenstandsurkunde', 'Personen|stands|urkunde'],
  ['Untersuchungsberechtigungsschein', 'Untersuchungs|berechtigungs|schein'],
  ['Bewohnerparkausweis', 'Bewohner|park|ausweis'],
  ['Hundesteuer – Anmeldung', 'Hundesteuer – Anmeldung'],
])('the long words of "%s" may be divided on a phone', (name, divided) => {
  expect(seen(hyphenated(name))).toBe(divided);
});

test.each([
  ['nach § 3 oder § 10 LHundG NRW', 'nach §~3 oder §~10 LHundG NRW'],
  ['Nachweis, z. B. Ausweis', 'Nachweis, z.~B. Ausweis'],
  ['Burgplatz 19, 47051 Duisburg', 'Burgplatz 19, 47051~Duisburg'],
  ['Sonntag, 6. Dezember 2026', 'Sonntag, 6.~Dezember 2026'],
  ['Sunday, 27 December 2026', 'Sunday, 27~December 2026'],
  ['Montag bis Freitag 8–16 Uhr, Wall 73–75', 'Montag bis Freitag 8–~16~Uhr, Wall 73–~75'],
  ['bis 10 MB, ab 8 Uhr, 30 Personen', 'bis 10~MB, ab 8~Uhr, 30 Personen'],
])('no line ends within what belongs together in "%s"', (text, together) => {
  expect(seen(unbroken(text))).toBe(together);
});
