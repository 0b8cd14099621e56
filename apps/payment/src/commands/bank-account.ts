import { electronicFormatIBAN, isSEPACountry, isValidIBAN } from 'ibantools';
import { invalidInput, type Problem } from '#http';

/** Whose account is debited. Sealed wherever it is kept. */
export interface BankAccount {
  /** Without spaces. */
  readonly iban: string;
  readonly holder: string;
}

/** The account that somebody names for a direct debit. @throws Problem `invalid-input` (N7b) */
export function readAccount({ iban, accountHolder }: { iban?: string; accountHolder?: string }): BankAccount {
  if (iban === undefined) throw missing('/iban', 'Bitte geben Sie die IBAN an.', 'Please give the IBAN.');
  if (accountHolder === undefined)
    throw missing(
      '/accountHolder',
      'Bitte geben Sie an, wem das Konto gehört.',
      'Please say whose account it is.',
    );
  const plain = electronicFormatIBAN(iban);
  if (plain === null || !isValidIBAN(plain))
    throw wrong(
      'iban',
      'Diese IBAN gibt es nicht. Bitte prüfen Sie die Ziffern.',
      'There is no such IBAN. Please check the digits.',
    );
  if (!isSEPACountry(plain.slice(0, 2)))
    throw wrong(
      'iban-outside-sepa',
      'Von einem Konto in diesem Land kann nicht abgebucht werden.',
      'An account in this country cannot be debited.',
    );
  return { iban: plain, holder: accountHolder };
}

function missing(pointer: string, de: string, en: string): Problem {
  return invalidInput([{ pointer, rule: 'required', message: { de, en } }]);
}

function wrong(rule: string, de: string, en: string): Problem {
  return invalidInput([{ pointer: '/iban', rule, message: { de, en } }]);
}

/** An IBAN as its holder knows it by: whoever reads it by chance shall not. */
export function shownIban(iban: string): string {
  return `${iban.slice(0, 4)} … ${iban.slice(-4)}`;
}
