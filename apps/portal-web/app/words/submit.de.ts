/** Submitting, and the proof of identity for one declaration. */
export const submit = {
  title: 'Ihr Antrag ist noch nicht abgesendet',
  nothingLost: 'Alle Ihre Angaben sind gespeichert.',
  back: 'Zurück zu Ihren Angaben',
  proofTitle: 'Bestätigen Sie diesen Antrag mit Ihrem Online-Ausweis',
  proofText:
    'Das ist für jeden dieser Anträge neu nötig. Halten Sie Ihren Ausweis und die sechsstellige PIN bereit, und starten Sie vorher die AusweisApp. Danach kommen Sie hierher zurück und senden den Antrag innerhalb einer Viertelstunde ab.',
  prove: 'Mit dem Online-Ausweis bestätigen',
  proven: 'Bestätigt. Prüfen Sie Ihre Angaben noch einmal, und senden Sie den Antrag dann ab.',
};
