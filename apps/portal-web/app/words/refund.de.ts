/** The account for a refund. */
export const refund = {
  title: 'Konto für die Erstattung',
  lead: 'Wir überweisen Ihnen das Geld zurück. Bitte nennen Sie uns dafür ein Konto.',
  leadAmount: 'Wir überweisen Ihnen {{amount}} zurück. Bitte nennen Sie uns dafür ein Konto.',
  named: 'Genannt ist das Konto {{account}}',
  again: 'Sie können ein anderes nennen, solange das Geld noch nicht unterwegs ist.',
  iban: 'IBAN',
  ibanHint: 'Sie finden die IBAN auf Ihrer Bankkarte oder Ihrem Kontoauszug.',
  holder: 'Kontoinhaberin oder Kontoinhaber',
  save: 'Konto nennen',
  back: 'Zurück zum Antrag',
  give: 'Konto für die Erstattung nennen',
};
