import { defineProblems } from '#http';

/** The problems that only the gateway has. */
export const gatewayProblems = defineProblems({
  'unknown-tenant': {
    status: 404,
    title: { de: 'Unter dieser Adresse gibt es keine Stadt.', en: 'There is no city at this address.' },
    detail: {
      de: 'Bitte prüfen Sie die Schreibweise der Adresse.',
      en: 'Please check the spelling of the address.',
    },
  },
  'body-not-expected': {
    status: 400,
    title: { de: 'Diese Anfrage darf keinen Inhalt haben.', en: 'This request must not have a body.' },
  },
  'csrf-token-invalid': {
    status: 403,
    title: {
      de: 'Die Anfrage kam nicht nachweislich von dieser Seite.',
      en: 'The request did not verifiably come from this site.',
    },
    detail: {
      de: 'Senden Sie den Wert „csrfToken“ aus GET /api/me als X-CSRF-Token. Nach einer neuen Anmeldung gilt ein neuer.',
      en: 'Send the value “csrfToken” of GET /api/me as X-CSRF-Token. After a new sign-in there is a new one.',
    },
  },
  'cross-site-request': {
    status: 403,
    title: { de: 'Die Anfrage kam von einer anderen Seite.', en: 'The request came from another site.' },
    detail: {
      de: 'Änderungen sind nur von der Adresse der Stadt aus möglich.',
      en: "Changes are only possible from the city's own address.",
    },
  },
  'part-unavailable': {
    status: 503,
    title: { de: '{name} ist gerade nicht erreichbar.', en: '{name} is not available just now.' },
    detail: {
      de: 'Es wurde nichts geändert. Bitte versuchen Sie es in {retryAfter} Sekunden wieder.',
      en: 'Nothing was changed. Please try again in {retryAfter} seconds.',
    },
    retryAfter: 5,
  },
  'part-not-answering': {
    status: 504,
    title: { de: '{name} hat nicht rechtzeitig geantwortet.', en: '{name} did not answer in time.' },
    detail: {
      de: 'Ob eine Änderung noch wirksam wurde, ist offen. Wiederholen Sie sie mit demselben Idempotency-Key: Sie geschieht dann genau einmal.',
      en: 'Whether a change still took effect is open. Repeat it with the same Idempotency-Key: it then happens exactly once.',
    },
    retryAfter: 5,
  },
});
