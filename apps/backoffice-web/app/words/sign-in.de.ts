/** Signing in and out. */
export const signIn = {
  title: 'Anmelden',
  ended: 'Ihre Sitzung ist zu Ende. Nach der Anmeldung geht es dort weiter, wo Sie waren.',
  text: 'Hier arbeiten die Ämter: {{city}}. Melden Sie sich mit Ihrem Konto der Verwaltung an.',
  go: 'Mit dem Konto der Verwaltung anmelden',
  outTitle: 'Sie sind abgemeldet',
  outText: 'Auf einem gemeinsam genutzten Gerät schließen Sie bitte auch den Browser.',
};
