/** Filing without an account. */
export const guest = {
  title: 'Ohne Anmeldung beginnen',
  means: 'Das sollten Sie wissen',
  onlyHere: 'Ihr Entwurf gehört zu diesem Browser. Auf einem fremden Gerät schließen Sie ihn bitte am Ende.',
  byLink:
    'Auf Wunsch schicken wir Ihnen einen Link, mit dem Sie später und auf anderen Geräten weitermachen.',
  signature: 'Sie unterschreiben auf Papier und laden ein Foto der unterschriebenen Seite hoch.',
  orSignIn: 'Mit einer Anmeldung sehen Sie alle Ihre Anträge und Nachrichten an einem Ort.',
  begin: 'Antrag beginnen',
  signIn: 'Lieber anmelden',
  working: 'Ihr Browser beweist gerade, dass kein Programm diese Seite bedient. Das dauert wenige Sekunden.',
  worked: 'Erledigt. Sie können weitermachen.',
  needsScript:
    'Ohne Anmeldung geht es nur mit eingeschaltetem JavaScript. Sonst erreichen Sie uns per Post, Telefon oder persönlich.',
  followTitle: 'Später weitermachen oder nachsehen',
  followText:
    'Wir schicken Ihnen einen Link. Er führt Sie in jedem Browser zu Ihren Anträgen ohne Anmeldung.',
  followSent: 'Sehen Sie in Ihr E-Mail-Postfach',
  followSentText:
    'Gehört die Adresse zu einem Antrag, ist der Link unterwegs. Prüfen Sie auch den Ordner für Werbung.',
  email: 'E-Mail-Adresse',
  emailHint: 'Zum Beispiel name@post.example. Die E-Mail enthält nur den Link.',
  sendLink: 'Link zusenden',
};
