import { defineProblems } from './problem-kind';

/** The problems that every service shares. */
export const commonProblems = defineProblems({
  'bad-request': {
    status: 400,
    title: { de: 'Die Anfrage ist nicht verständlich.', en: 'The request cannot be understood.' },
  },
  'malformed-address': {
    status: 400,
    title: {
      de: 'Die Adresse enthält unzulässige Zeichen.',
      en: 'The address contains characters that are not allowed.',
    },
    detail: {
      de: 'In Pfad und Abfrage sind nur gültig kodierte UTF-8-Zeichen ohne NUL erlaubt.',
      en: 'Path and query may only contain validly encoded UTF-8 without NUL.',
    },
  },
  'malformed-parameter': {
    status: 400,
    title: { de: 'Ein Parameter ist ungültig.', en: 'A parameter is not valid.' },
    detail: {
      de: 'Der Parameter „{parameter}“ ist ungültig.',
      en: 'The parameter “{parameter}” is not valid.',
    },
  },
  'malformed-json': {
    status: 400,
    title: { de: 'Der Inhalt ist kein gültiges JSON.', en: 'The body is not valid JSON.' },
    detail: {
      de: 'Der Fehler liegt an Zeichen {position} (Zeile {line}, Spalte {column}).',
      en: 'The error is at character {position} (line {line}, column {column}).',
    },
  },
  'malformed-text': {
    status: 400,
    title: {
      de: 'Ein Text enthält unzulässige Zeichen.',
      en: 'A text contains characters that are not allowed.',
    },
    detail: {
      de: 'An der Stelle „{pointer}“ steht {found}. Bitte entfernen Sie das Zeichen.',
      en: 'There is {found} at “{pointer}”. Please remove the character.',
    },
  },
  'malformed-body': {
    status: 400,
    title: { de: 'Der Inhalt ist nicht zulässig.', en: 'The body is not acceptable.' },
    detail: { de: 'An der Stelle „{pointer}“ steht {found}.', en: 'There is {found} at “{pointer}”.' },
  },
  'invalid-input': {
    status: 400,
    title: { de: 'Einige Angaben sind nicht gültig.', en: 'Some entries are not valid.' },
    detail: {
      de: 'Welche Felder das sind und was dort erwartet wird, steht in „errors“.',
      en: '“errors” lists the fields and what is expected there.',
    },
  },
  'if-match-malformed': {
    status: 400,
    title: { de: 'If-Match ist nicht lesbar.', en: 'If-Match cannot be read.' },
    detail: {
      de: 'Senden Sie das ETag der letzten Antwort unverändert, zum Beispiel If-Match: "5".',
      en: 'Send the ETag of the last answer unchanged, for example If-Match: "5".',
    },
  },
  'idempotency-key-required': {
    status: 400,
    title: { de: 'Idempotency-Key fehlt.', en: 'Idempotency-Key is missing.' },
    detail: {
      de: 'Senden Sie mit jedem POST einen neuen Idempotency-Key, zum Beispiel eine UUID; bei einer Wiederholung denselben.',
      en: 'Send a new Idempotency-Key with every POST, for example a UUID; the same one when you repeat a request.',
    },
  },
  'idempotency-key-malformed': {
    status: 400,
    title: { de: 'Idempotency-Key ist nicht zulässig.', en: 'Idempotency-Key is not acceptable.' },
    detail: {
      de: 'Erlaubt sind 1 bis 200 Zeichen aus A–Z, a–z, 0–9 und . _ : -',
      en: 'Allowed are 1 to 200 characters out of A–Z, a–z, 0–9 and . _ : -',
    },
  },
  unauthenticated: {
    status: 401,
    title: { de: 'Bitte melden Sie sich an.', en: 'Please sign in.' },
  },
  'account-needed': {
    status: 403,
    title: { de: 'Dafür brauchen Sie ein Konto.', en: 'This needs an account.' },
    detail: { de: 'Bitte melden Sie sich an.', en: 'Please sign in.' },
  },
  forbidden: {
    status: 403,
    title: { de: 'Dazu sind Sie nicht berechtigt.', en: 'You are not allowed to do this.' },
  },
  'not-found': {
    status: 404,
    title: { de: 'Das gibt es hier nicht.', en: 'There is nothing here.' },
    detail: {
      de: 'Bitte prüfen Sie die Adresse, oder melden Sie sich an.',
      en: 'Please check the address, or sign in.',
    },
  },
  'method-not-allowed': {
    status: 405,
    title: { de: 'Diese Methode gibt es hier nicht.', en: 'This method does not exist here.' },
  },
  'not-acceptable': {
    status: 406,
    title: { de: 'Diese Darstellung gibt es nicht.', en: 'This representation does not exist.' },
  },
  'request-timeout': {
    status: 408,
    title: { de: 'Die Anfrage kam nicht vollständig an.', en: 'The request did not arrive completely.' },
  },
  'not-allowed-now': {
    status: 409,
    title: {
      de: 'Das ist im jetzigen Stand nicht möglich.',
      en: 'This is not possible in the present state.',
    },
    detail: { de: 'Was jetzt möglich ist, steht in „allowed“.', en: '“allowed” lists what is possible now.' },
  },
  // What a refusal is under a code that no module has words for; nothing answers with this slug itself.
  refused: {
    status: 409,
    title: {
      de: 'Das ist im jetzigen Stand nicht möglich.',
      en: 'This is not possible in the present state.',
    },
  },
  'request-in-progress': {
    status: 409,
    title: {
      de: 'Eine Anfrage mit diesem Idempotency-Key läuft bereits.',
      en: 'A request with this Idempotency-Key is already running.',
    },
    retryAfter: 1,
  },
  'version-conflict': {
    status: 412,
    title: { de: 'Der Stand hat sich inzwischen geändert.', en: 'The state has changed in the meantime.' },
    detail: {
      de: 'Laden Sie den aktuellen Stand, und versuchen Sie es mit dessen ETag noch einmal.',
      en: 'Read the present state and try again with its ETag.',
    },
  },
  'body-too-large': {
    status: 413,
    title: { de: 'Der Inhalt ist zu groß.', en: 'The body is too large.' },
    detail: {
      de: 'Erlaubt sind höchstens {limitBytes} Bytes.',
      en: 'At most {limitBytes} bytes are allowed.',
    },
  },
  'unsupported-media-type': {
    status: 415,
    title: { de: 'Dieser Inhaltstyp wird nicht angenommen.', en: 'This content type is not accepted.' },
    detail: {
      de: 'Senden Sie UTF-8-JSON mit Content-Type: application/json.',
      en: 'Send UTF-8 JSON with Content-Type: application/json.',
    },
  },
  'idempotency-key-reused': {
    status: 422,
    title: {
      de: 'Dieser Idempotency-Key wurde schon für eine andere Anfrage benutzt.',
      en: 'This Idempotency-Key was already used for another request.',
    },
    detail: {
      de: 'Benutzen Sie für jede neue Anfrage einen neuen.',
      en: 'Use a new one for every new request.',
    },
  },
  'if-match-required': {
    status: 428,
    title: { de: 'If-Match fehlt.', en: 'If-Match is missing.' },
    detail: {
      de: 'Senden Sie mit jeder Änderung das ETag des Standes, den Sie gesehen haben, zum Beispiel If-Match: "5".',
      en: 'Send the ETag of the state you saw with every change, for example If-Match: "5".',
    },
  },
  'too-many-requests': {
    status: 429,
    title: { de: 'Das waren zu viele Anfragen.', en: 'Those were too many requests.' },
    detail: {
      de: 'Bitte versuchen Sie es in {retryAfter} Sekunden wieder.',
      en: 'Please try again in {retryAfter} seconds.',
    },
    retryAfter: 60,
  },
  'too-many-streams': {
    status: 429,
    title: { de: 'Es sind schon zu viele Verbindungen offen.', en: 'Too many connections are open already.' },
    retryAfter: 30,
  },
  'headers-too-large': {
    status: 431,
    title: { de: 'Die Kopfzeilen sind zu groß.', en: 'The headers are too large.' },
  },
  'internal-error': {
    status: 500,
    title: { de: 'Bei uns ist ein Fehler aufgetreten.', en: 'Something went wrong on our side.' },
    detail: {
      de: 'Bitte versuchen Sie es später wieder. Nennen Sie bei Rückfragen die Kennung „correlationId“.',
      en: 'Please try again later. If you ask us about it, name the “correlationId”.',
    },
  },
  'history-unreadable': {
    status: 503,
    title: {
      de: 'Dieser Vorgang kann gerade nicht gelesen werden.',
      en: 'This case cannot be read at the moment.',
    },
    detail: {
      de: 'Eintrag {entry} seiner Akte ist beschädigt. Die Technik ist verständigt; es wurde nichts geändert. Bitte versuchen Sie es später wieder.',
      en: 'Entry {entry} of its file is damaged. The operators have been told; nothing was changed. Please try again later.',
    },
    retryAfter: 300,
  },
  'temporarily-unavailable': {
    status: 503,
    title: { de: 'Das ist vorübergehend nicht erreichbar.', en: 'This is temporarily unavailable.' },
    detail: {
      de: 'Es wurde nichts geändert. Bitte versuchen Sie es in {retryAfter} Sekunden wieder.',
      en: 'Nothing was changed. Please try again in {retryAfter} seconds.',
    },
    retryAfter: 5,
  },
});
