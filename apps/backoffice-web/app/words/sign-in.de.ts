/** Signing in and out. */
export const signIn = {
  title: 'Anmelden',
  ended: 'Ihre Sitzung ist zu Ende. Nach der Anmeldung geht es dort weiter, wo Sie waren.',
  text: 'Hier arbeiten die Ämter: {{city}}. Melden Sie sich mit Ihrem Konto der Verwaltung an.',
  go: 'Mit dem Konto der Verwaltung anmelden',
  noPagesTitle: 'Hier gibt es noch nichts für Sie',
  noPages: 'Für Ihre Rolle gibt es in der Vorgangsbearbeitung noch keine Seiten.',
  outTitle: 'Sie sind abgemeldet',
  outDirectory: 'Auch beim Konto der Verwaltung abmelden',
  outText: 'Auf einem gemeinsam genutzten Gerät schließen Sie bitte auch den Browser.',
};
