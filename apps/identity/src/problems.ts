import { defineProblems } from '#http';

/** The problems that only the identity service has. */
export const identityProblems = defineProblems({
  'sign-in-link-unusable': {
    status: 410,
    title: { de: 'Dieser Anmelde-Link gilt nicht mehr.', en: 'This sign-in link is no longer valid.' },
    detail: {
      de: 'Er gilt nur einmal und für begrenzte Zeit: der zur Anmeldung 15 Minuten, der zu einem Antrag ohne Anmeldung 24 Stunden. Bitte lassen Sie sich einen neuen zusenden.',
      en: 'It works once and for a limited time: the one to sign in 15 minutes, the one to what was filed without signing in 24 hours. Please ask for a new one.',
    },
  },
  'guest-unknown': {
    status: 404,
    title: {
      de: 'Zu dieser Adresse gibt es hier nichts ohne Anmeldung.',
      en: 'Nothing was filed here without signing in with this address.',
    },
    detail: {
      de: 'Was inzwischen zu einem Konto gehört, finden Sie nach der Anmeldung. Ein Entwurf, zu dem lange niemand zurückkam, ist gelöscht.',
      en: 'What belongs to an account by now is found after signing in. A draft to which nobody came back for long is deleted.',
    },
  },
  'guest-gone': {
    status: 410,
    title: {
      de: 'Was dieser Link öffnete, ist nicht mehr ohne Anmeldung da.',
      en: 'What this link opened is no longer there without signing in.',
    },
    detail: {
      de: 'Es gehört jetzt zu einem Konto: Bitte melden Sie sich an.',
      en: 'It belongs to an account now: please sign in.',
    },
  },
  'guests-get-post': {
    status: 409,
    title: {
      de: 'Ohne Konto kommen Bescheide mit der Post.',
      en: 'Without an account notices come by post.',
    },
    detail: {
      de: 'Um Bescheide hier zu erhalten, melden Sie sich bitte an.',
      en: 'To receive notices here, please sign in.',
    },
  },
  'sign-in-needed': {
    status: 409,
    title: {
      de: 'Diese Dienstleistung gibt es nur mit Anmeldung.',
      en: 'This service exists only after signing in.',
    },
    detail: { de: 'Bitte melden Sie sich an.', en: 'Please sign in.' },
  },
  'signed-in-already': {
    status: 409,
    title: { de: 'Sie sind schon angemeldet.', en: 'You are signed in already.' },
    detail: {
      de: 'Was Sie hier beantragen, finden Sie in Ihrer Liste.',
      en: 'You find what you apply for here in your list.',
    },
  },
  'acting-for-somebody': {
    status: 409,
    title: {
      de: 'Sie handeln gerade für eine andere Person.',
      en: 'You are acting for somebody else at the moment.',
    },
    detail: {
      de: 'Vollmachten geben und nehmen Sie nur in eigenem Namen an.',
      en: 'Mandates are given and accepted in your own name only.',
    },
  },
  'own-mandate': {
    status: 409,
    title: {
      de: 'Für sich selbst brauchen Sie keine Vollmacht.',
      en: 'You need no mandate to act for yourself.',
    },
  },
  'mandate-code-unusable': {
    status: 410,
    title: { de: 'Dieser Code gilt nicht (mehr).', en: 'This code is not valid (any more).' },
    detail: {
      de: 'Ein Code gilt 7 Tage und nur einmal. Bitte lassen Sie sich einen neuen geben.',
      en: 'A code is valid for 7 days and only once. Please ask for a new one.',
    },
  },
  'mandate-not-running': {
    status: 409,
    title: { de: 'Diese Vollmacht gilt nicht (mehr).', en: 'This mandate is not valid (any more).' },
    detail: {
      de: 'Sie handeln in eigenem Namen. Ihre Vollmachten stehen unter „Meine Daten“.',
      en: 'You act in your own name. You find your mandates in your profile.',
    },
  },
  'mandate-date-passed': {
    status: 422,
    title: {
      de: 'Der letzte Tag der Vollmacht liegt in der Vergangenheit.',
      en: 'The last day of the mandate has passed.',
    },
  },
  'too-many-mandates': {
    status: 409,
    title: { de: 'Sie haben zu viele Vollmachten gegeben.', en: 'You have given too many mandates.' },
    detail: {
      de: 'Mehr als {most} sind nicht möglich. Bitte beenden Sie eine.',
      en: 'No more than {most} are possible. Please end one of them.',
    },
  },
  'proof-of-work-missing': {
    status: 403,
    title: {
      de: 'Die Prüfung gegen automatische Anfragen ist nicht gelungen.',
      en: 'The check against automated requests did not succeed.',
    },
    detail: {
      de: 'Sie gilt 10 Minuten und nur einmal. Bitte versuchen Sie es noch einmal.',
      en: 'It is valid for 10 minutes and only once. Please try again.',
    },
  },
  'address-link-unusable': {
    status: 410,
    title: { de: 'Dieser Link gilt nicht (mehr).', en: 'This link is not valid (any more).' },
    detail: {
      de: 'Ein Link gilt eine Stunde, nur einmal und nur für das Konto, das ihn angefordert hat. Bitte melden Sie sich mit diesem Konto an, oder fordern Sie einen neuen an.',
      en: 'A link is valid for one hour, only once and only for the account that asked for it. Please sign in with that account, or ask for a new one.',
    },
  },
  'address-in-use': {
    status: 409,
    title: {
      de: 'Zu dieser E-Mail-Adresse gibt es schon ein Konto.',
      en: 'There is an account with this e-mail address already.',
    },
    detail: {
      de: 'Hier hat jedes Konto eine eigene Adresse. Bitte melden Sie sich mit dem vorhandenen Konto an, oder nennen Sie eine andere Adresse.',
      en: 'Here every account has an address of its own. Please sign in with the existing account, or give another address.',
    },
  },
  'move-not-offered': {
    status: 409,
    title: { de: 'Es gibt kein Konto, das umziehen könnte.', en: 'There is no account that could move.' },
    detail: {
      de: 'Umziehen kann ein Konto vom Servicekonto.NRW mit derselben E-Mail-Adresse, denselben Namen und demselben Geburtsdatum, zu dem noch keine BundID gehört. Nichts wurde geändert.',
      en: 'An account of Servicekonto.NRW can move that has the same e-mail address, the same names and the same date of birth and no BundID yet. Nothing was changed.',
    },
  },
  'move-not-proven': {
    status: 403,
    title: {
      de: 'Das ist nicht das Konto, das umziehen soll.',
      en: 'This is not the account that is to move.',
    },
    detail: {
      de: 'Bitte melden Sie sich mit dem Servicekonto.NRW an, das zu Ihrer E-Mail-Adresse gehört. Nichts wurde geändert.',
      en: 'Please sign in with the Servicekonto.NRW that belongs to your e-mail address. Nothing was changed.',
    },
  },
  'move-account-used': {
    status: 409,
    title: {
      de: 'Mit Ihrer BundID haben Sie hier schon Anträge begonnen.',
      en: 'You have begun applications here with your BundID already.',
    },
    detail: {
      de: 'Zwei Konten werden nicht zusammengeführt. Ziehen Sie begonnene Entwürfe zurück, oder nutzen Sie beide Konten weiter.',
      en: 'Two accounts are not merged. Withdraw drafts that you have begun, or go on with both accounts.',
    },
  },
  'hand-over-lost': {
    status: 410,
    title: {
      de: 'Diese Weitergabe ist nicht mehr offen.',
      en: 'This hand-over is not open any more.',
    },
    detail: {
      de: 'Sie wurde in einem anderen Browser begonnen, oder es ist zu viel Zeit vergangen. Bitte beginnen Sie in dem anderen Portal noch einmal.',
      en: 'It was begun in another browser, or too much time has passed. Please begin once more in the other portal.',
    },
  },
  'too-young': {
    status: 403,
    title: {
      de: 'Ein Konto gibt es hier erst ab {minimumAge} Jahren.',
      en: 'Here an account needs an age of {minimumAge} years.',
    },
    detail: {
      de: 'Anträge für Minderjährige stellen die Sorgeberechtigten mit ihrem eigenen Konto.',
      en: 'Applications for minors are filed by their guardians with their own account.',
    },
  },
  'eid-required-for-change': {
    status: 403,
    title: {
      de: 'Für diese Änderung brauchen Sie Ihren Online-Ausweis.',
      en: 'You need your online ID card for this change.',
    },
    detail: {
      de: 'Mit Ihrem Konto ist ein Ausweis verknüpft. Bitte weisen Sie sich damit aus; dann können Sie die Angaben ändern.',
      en: 'An ID card is linked with your account. Please identify yourself with it; then you can change the entries.',
    },
  },
  'sign-in-method-unknown': {
    status: 404,
    title: {
      de: 'Diese Art der Anmeldung gibt es hier nicht.',
      en: 'This way to sign in does not exist here.',
    },
    detail: { de: 'Welche es gibt, steht in „methods“.', en: '“methods” lists the ones that exist.' },
  },
  'sign-in-failed': {
    status: 401,
    title: { de: 'Die Anmeldung ist nicht gelungen.', en: 'The sign-in did not succeed.' },
    detail: {
      de: 'Bitte beginnen Sie die Anmeldung auf unserer Seite noch einmal.',
      en: 'Please begin the sign-in on our page once more.',
    },
  },
  'sign-in-cancelled': {
    status: 401,
    title: { de: 'Die Anmeldung wurde abgebrochen.', en: 'The sign-in was cancelled.' },
    detail: {
      de: 'Sie sind nicht angemeldet. Wenn Sie sich doch anmelden möchten, beginnen Sie bitte noch einmal. Ist Ihr Konto beim Anmeldedienst gesperrt, hilft Ihnen, wer es dort verwaltet.',
      en: 'You are not signed in. If you would like to sign in after all, please begin once more. If your account at the provider is locked, whoever looks after it there will help you.',
    },
  },
  'sign-in-level-not-reached': {
    status: 403,
    title: {
      de: 'Die Anmeldung reicht für dieses Anliegen nicht aus.',
      en: 'This sign-in does not suffice for this matter.',
    },
    detail: {
      de: 'Sie sind nicht damit angemeldet. Bitte beginnen Sie noch einmal. Es reicht: {meansInWords}.',
      en: 'You are not signed in by it. Please begin once more. What suffices: {meansInWords}.',
    },
  },
  'sign-in-level-not-offered': {
    status: 409,
    title: {
      de: 'Dieser Weg der Anmeldung reicht für dieses Anliegen nie aus.',
      en: 'This way to sign in never suffices for this matter.',
    },
    detail: {
      de: 'Es reicht: {meansInWords}.',
      en: 'What suffices: {meansInWords}.',
    },
  },
  'sign-in-attributes-missing': {
    status: 403,
    title: {
      de: 'Der Anmeldedienst hat eine Angabe nicht übermittelt, die gebraucht wird.',
      en: 'The sign-in provider did not tell something that is needed.',
    },
    detail: {
      de: 'Bitte ergänzen Sie Ihren Namen in Ihrem Konto dort, oder stimmen Sie der Übermittlung zu, und melden Sie sich dann noch einmal an.',
      en: 'Please add your name to your account there, or agree to its transmission, and sign in once more.',
    },
  },
  'sign-in-not-fresh': {
    status: 403,
    title: {
      de: 'Für diesen Antrag müssen Sie sich neu ausweisen.',
      en: 'You have to identify yourself anew for this application.',
    },
    detail: {
      de: 'Der Anmeldedienst hat eine frühere Anmeldung gemeldet. Bitte beginnen Sie noch einmal; melden Sie sich vorher dort ab.',
      en: 'The sign-in provider told of an earlier sign-in. Please begin once more, and sign out there before you do.',
    },
  },
  'sign-in-request-refused': {
    status: 502,
    title: {
      de: 'Der Anmeldedienst nimmt unsere Anfrage nicht an.',
      en: 'The sign-in provider does not accept our request.',
    },
    detail: {
      de: 'Das liegt an uns und nicht an Ihnen. Bitte melden Sie sich auf einem anderen Weg an, oder nennen Sie uns die Kennung.',
      en: 'The fault is ours and not yours. Please sign in in another way, or tell us the reference.',
    },
  },
  'sign-in-provider-failed': {
    status: 503,
    title: {
      de: 'Beim Anmeldedienst gibt es gerade eine Störung.',
      en: 'The sign-in provider has a fault just now.',
    },
    detail: {
      de: 'Bitte versuchen Sie es in einigen Minuten wieder, oder melden Sie sich auf einem anderen Weg an.',
      en: 'Please try again in a few minutes, or sign in in another way.',
    },
    retryAfter: 120,
  },
  'sign-in-provider-unavailable': {
    status: 503,
    title: {
      de: 'Dieser Weg der Anmeldung steht gerade nicht zur Verfügung.',
      en: 'This way to sign in is not available just now.',
    },
    detail: {
      de: 'Bitte melden Sie sich auf einem anderen Weg an, oder versuchen Sie es später wieder.',
      en: 'Please sign in in another way, or try again later.',
    },
    retryAfter: 120,
  },
  'single-logout-not-offered': {
    status: 404,
    title: {
      de: 'Eine gemeinsame Abmeldung gibt es hier nicht.',
      en: 'There is no single logout here.',
    },
    detail: {
      de: 'Melden Sie sich bitte im Portal der Stadt ab.',
      en: "Please sign out at the city's portal.",
    },
  },
  'sign-in-attempt-lost': {
    status: 401,
    title: {
      de: 'Zu dieser Anmeldung fehlt der Anfang.',
      en: 'The beginning of this sign-in is missing.',
    },
    detail: {
      de: 'Sie wurde in einem anderen Browser begonnen, ist schon beendet, oder es sind mehr als 10 Minuten vergangen. Bitte beginnen Sie noch einmal, und lassen Sie dabei Cookies dieser Seite zu.',
      en: 'It was begun in another browser, is finished already, or more than 10 minutes have passed. Please begin once more, and allow cookies of this site while you do.',
    },
  },
  'step-up-session-ended': {
    status: 409,
    title: {
      de: 'Ihre Sitzung ist inzwischen zu Ende.',
      en: 'Your session has ended in the meantime.',
    },
    detail: {
      de: 'Ihr Entwurf ist gespeichert. Bitte melden Sie sich neu an; dann geht es dort weiter.',
      en: 'Your draft is saved. Please sign in anew; then you continue there.',
    },
  },
  'step-up-cancelled': {
    status: 401,
    title: { de: 'Sie haben sich nicht ausgewiesen.', en: 'You did not identify yourself.' },
    detail: {
      de: 'Nichts wurde geändert. Sie sind weiter so angemeldet wie vorher. Wenn Sie sich doch ausweisen möchten, beginnen Sie bitte noch einmal. Ist Ihr Konto beim Anmeldedienst gesperrt, hilft Ihnen, wer es dort verwaltet.',
      en: 'Nothing was changed. You are signed in as before. If you would like to identify yourself after all, please begin once more. If your account at the provider is locked, whoever looks after it there will help you.',
    },
  },
  'step-up-other-person': {
    status: 409,
    title: {
      de: 'Sie haben sich als eine andere Person ausgewiesen.',
      en: 'You identified yourself as another person.',
    },
    detail: {
      de: 'Nichts wurde zusammengeführt, und Sie sind weiter so angemeldet wie vorher. Weisen Sie sich bitte mit Ihrem eigenen Nachweis aus, oder melden Sie sich ab und mit dem anderen Konto an.',
      en: 'Nothing was merged, and you are signed in as before. Please identify yourself with your own means, or sign out and sign in with the other account.',
    },
  },
  'declaration-proof-too-weak': {
    status: 409,
    title: {
      de: 'Für diese Erklärung reicht der Nachweis nicht aus.',
      en: 'This proof is not enough for the declaration.',
    },
    detail: {
      de: 'Nötig ist der Online-Ausweis (Personalausweis, Aufenthaltstitel oder Unionsbürgerkarte) oder eine europäische eID. Ihr Entwurf ist gespeichert, und Sie sind weiter so angemeldet wie vorher.',
      en: 'It needs an online ID card (identity card, residence permit or Union citizen card) or a European eID. Your draft is saved, and you are signed in as before.',
    },
  },
  'credentials-wrong': {
    status: 401,
    title: {
      de: 'E-Mail-Adresse oder Passwort stimmt nicht.',
      en: 'The e-mail address or the password is not right.',
    },
    detail: {
      de: 'Bitte prüfen Sie beides. Ein vergessenes Passwort können Sie mit einem Link neu setzen, den wir Ihnen senden.',
      en: 'Please check both. A password that you forgot can be set anew with a link that we send you.',
    },
  },
  'account-link-unusable': {
    status: 410,
    title: { de: 'Dieser Link gilt nicht mehr.', en: 'This link is no longer valid.' },
    detail: {
      de: 'Er gilt nur einmal und für begrenzte Zeit: der zur Registrierung 24 Stunden, der zum Passwort eine Stunde. Bitte beginnen Sie noch einmal.',
      en: 'It works once and for a limited time: the one to register 24 hours, the one to the password one hour. Please begin once more.',
    },
  },
  'no-local-account': {
    status: 409,
    title: {
      de: 'Zu Ihrem Konto gehört hier kein Passwort.',
      en: 'Your account has no password here.',
    },
    detail: {
      de: 'Sie melden sich bei einem Anbieter oder mit einem Link an. Ein Passwort ändern Sie dort, wo Sie es haben.',
      en: 'You sign in at a provider or with a link. Change a password where you have it.',
    },
  },
  'not-staff-here': {
    status: 403,
    title: { de: 'Sie arbeiten nicht für diese Stadt.', en: 'You do not work for this city.' },
    detail: {
      de: 'Bitte melden Sie sich im Bereich Ihrer eigenen Stadt an.',
      en: 'Please sign in at the back-office of your own city.',
    },
  },
  'no-role-here': {
    status: 403,
    title: {
      de: 'Ihr Konto hat hier keine Aufgabe.',
      en: 'Your account has no task here.',
    },
    detail: {
      de: 'Sie sind im Verzeichnis Ihrer Stadt bekannt, aber ohne eine Rolle in diesem Bereich, oder sie wurde Ihnen entzogen. Bitte wenden Sie sich an die Stelle, die das Verzeichnis verwaltet.',
      en: 'The directory of your city knows you, but without a role in this area, or it was taken away. Please turn to whoever looks after the directory.',
    },
  },
  'logout-token-refused': {
    status: 400,
    title: { de: 'Diese Abmeldung wird nicht geglaubt.', en: 'This logout is not believed.' },
  },
  'staff-sign-in-unavailable': {
    status: 503,
    title: { de: 'Der Anmeldedienst antwortet nicht.', en: 'The sign-in provider does not answer.' },
    detail: {
      de: 'Bitte versuchen Sie es in {retryAfter} Sekunden wieder.',
      en: 'Please try again in {retryAfter} seconds.',
    },
    retryAfter: 5,
  },
  'staff-sign-in-denied': {
    status: 401,
    title: {
      de: 'Der Anmeldedienst Ihrer Stadt hat Sie nicht eingelassen.',
      en: 'The sign-in provider of your city has not let you in.',
    },
    detail: {
      de: 'Haben Sie dort abgebrochen, beginnen Sie bitte noch einmal. Sonst ist Ihr Konto gesperrt, abgelaufen oder für diese Anwendung nicht freigegeben: Das ändert, wer in Ihrer Stadt die Konten der Beschäftigten verwaltet. Ihre Vorgänge bleiben, wie sie sind.',
      en: 'If you cancelled there, please begin once more. Otherwise your account is locked, has expired or may not use this application: whoever looks after the staff’s accounts in your city changes that. Your cases stay as they are.',
    },
  },
  'attribute-not-editable': {
    status: 409,
    title: {
      de: 'Diese Angaben können hier nicht geändert werden.',
      en: 'These entries cannot be changed here.',
    },
    detail: {
      de: 'Sie sind amtlich oder bestätigt. Betroffen sind die Felder in „attributes“.',
      en: 'They are official or confirmed. “attributes” lists the fields.',
    },
  },
});
