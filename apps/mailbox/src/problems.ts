import { defineProblems } from '#http';

/** The problems that only the mailbox has. */
export const mailboxProblems = defineProblems({
  // Also what is said when nobody can tell whether the application has been filed a moment ago.
  'application-not-filed': {
    status: 409,
    title: {
      de: 'Ihr Antrag ist im Postfach noch nicht als gestellt bekannt.',
      en: 'The mailbox does not know your application as filed yet.',
    },
    detail: {
      de: 'Zu einem Entwurf kann man nicht schreiben. Haben Sie den Antrag gerade erst abgesendet, versuchen Sie es bitte in einigen Sekunden wieder.',
      en: 'Nobody can write about a draft. If you have just submitted the application, please try again in a few seconds.',
    },
  },
  // Not 503: a program that repeats the same request meets a newer thread, so it has to read that first.
  'mailbox-catching-up': {
    status: 409,
    title: {
      de: 'Ihr Antrag ist gestellt; Ihr Postfach erfährt es gerade.',
      en: 'Your application is filed; your mailbox is just learning of it.',
    },
    detail: {
      de: 'Bitte laden Sie die Nachrichten in {retryAfter} Sekunden neu und senden Sie Ihre Nachricht dann noch einmal.',
      en: 'Please reload the messages in {retryAfter} seconds, and then send your message again.',
    },
    retryAfter: 2,
  },
});
