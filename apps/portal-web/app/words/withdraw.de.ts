/** The page that asks again before an application is withdrawn. */
export const withdraw = {
  title: 'Antrag zurückziehen?',
  discardTitle: 'Entwurf löschen?',
  reference: 'Aktenzeichen {{reference}}',
  means: 'Das bedeutet es',
  draftGone: 'Alles, was Sie in diesen Entwurf eingegeben oder hochgeladen haben, wird gelöscht.',
  noReview: 'Wir prüfen den Antrag nicht weiter und entscheiden nicht über ihn.',
  final: 'Sie können das nicht rückgängig machen. Einen neuen Antrag können Sie jederzeit stellen.',
  stays: 'Ihre Angaben bleiben in der Akte, bis die Aufbewahrungs­frist endet.',
  refund:
    'Sie haben {{amount}} bezahlt. Die Stadt prüft, ob sie den Betrag erstattet; das Ergebnis sehen Sie beim Antrag.',
  reason: 'Warum ziehen Sie den Antrag zurück?',
  reasonHint: 'Ihr Grund hilft dem Amt. Sie müssen keinen nennen.',
  optional: 'Optional',
  withdraw: 'Antrag endgültig zurückziehen',
  discard: 'Entwurf endgültig löschen',
  keep: 'Nein, behalten',
};
