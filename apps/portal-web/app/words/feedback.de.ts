/** Feedback, and reporting a barrier. */
export const feedback = {
  feedbackTitle: 'Feedback geben',
  feedbackLead: 'Was fehlt Ihnen? Was können wir besser machen? Was ist gut?',
  feedbackMessage: 'Ihre Nachricht',
  feedbackHint: 'Schreiben Sie hier nichts über einen Antrag: dafür gibt es die Nachrichten im Antrag.',
  feedbackSent: 'Danke. Ihre Nachricht ist bei der Stadt angekommen.',
  barrierTitle: 'Barriere melden',
  barrierLead: 'Was können Sie in diesem Portal nicht lesen, nicht bedienen oder nicht verstehen?',
  barrierMessage: 'Was geht nicht?',
  barrierHint: 'Sagen Sie auch, womit Sie das Portal nutzen, zum Beispiel mit einem Screenreader am Handy.',
  barrierSent:
    'Danke. Ihre Meldung ist bei der Stadt angekommen. Wenn Sie eine E-Mail-Adresse genannt haben, bekommen Sie eine Antwort.',
  about: 'Es geht um die Seite {{page}}.',
  email: 'Ihre E-Mail-Adresse',
  emailHint: 'Nur wenn Sie eine Antwort möchten.',
  optional: 'Optional',
  privacy: 'Ihre Nachricht geht per E-Mail an die Stadt. Im Portal wird sie nicht gespeichert.',
  send: 'Nachricht senden',
  otherwise: 'Lieber anders?',
  faults: 'Bitte prüfen Sie Ihre Eingabe',
  messageFault: 'Schreiben Sie, worum es geht.',
  emailFault:
    'Geben Sie eine E-Mail-Adresse ein, zum Beispiel name@example.org, oder lassen Sie das Feld leer.',
  sentTitle: 'Ihre Nachricht ist gesendet',
  toStart: 'Zur Startseite',
};
