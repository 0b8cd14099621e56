/** The account for a refund. */
export const refund = {
  title: 'Account for the refund',
  lead: 'We transfer the money back to you. Please name an account for it.',
  leadAmount: 'We transfer {{amount}} back to you. Please name an account for it.',
  named: 'The account named is {{account}}',
  again: 'You can name another one as long as the money is not on its way.',
  iban: 'IBAN',
  ibanHint: 'You find the IBAN on your bank card or your bank statement.',
  holder: 'Account holder',
  save: 'Name the account',
  back: 'Back to the application',
  give: 'Name the account for the refund',
};
